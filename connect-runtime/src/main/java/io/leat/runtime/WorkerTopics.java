package io.leat.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log's topics without a look into the worker's config topic, which holds secrets as they were written. */
record WorkerTopics(TopicAdmin topics, String configTopic) implements TopicAdmin {

    @Override
    public List<String> list() {
        return topics.list();
    }

    @Override
    public Optional<Description> describe(String topic) {
        return topics.describe(topic);
    }

    @Override
    public boolean create(String topic, int partitions, Map<String, String> config) {
        return topics.create(topic, partitions, config);
    }

    @Override
    public void alter(String topic, int partitions, Map<String, @Nullable String> changes) {
        topics.alter(topic, partitions, changes);
    }

    @Override
    public void delete(String topic) {
        topics.delete(topic);
    }

    /** @throws RequestException.Forbidden for the config topic */
    @Override
    public List<PeekedRecord> peek(String topic, int partition, long offset, int limit) {
        if (topic.equals(configTopic)) {
            throw new RequestException.Forbidden("The records of " + topic + " are not shown: they are connector"
                    + " configurations with their secrets. GET /connectors/{connector}/config shows them without.");
        }
        return topics.peek(topic, partition, offset, limit);
    }
}
