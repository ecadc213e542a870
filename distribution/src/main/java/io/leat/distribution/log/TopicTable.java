package io.leat.distribution.log;

import io.leat.broker.Broker;
import io.leat.broker.log.PartitionLog;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.TopicListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topic name to partitions, ready for a lookup per record; kept true by the broker's announcements. */
final class TopicTable implements TopicListener {

    private final Broker broker;
    private final Set<String> reserved;
    private final WorkerAccess access;
    private final ConcurrentMap<String, Topic> topics = new ConcurrentHashMap<>();

    /** @param reserved topics that no pattern matches, beside those that the log keeps for itself */
    TopicTable(Broker broker, Set<String> reserved) {
        this.broker = broker;
        this.reserved = Set.copyOf(reserved);
        var security = broker.security();
        this.access = new WorkerAccess(security.access(), security.worker(), reserved);
    }

    /** A topic's partitions at one moment. Once {@link #stale}, it has to be looked up again. */
    static final class Topic {
        private final String name;
        private final List<PartitionLog> partitions;
        private final List<TopicPartition> names;
        private volatile boolean stale;

        private Topic(String name, List<PartitionLog> partitions) {
            this.name = name;
            this.partitions = partitions;
            this.names = partitions.stream().map(PartitionLog::topicPartition).toList();
        }

        String name() {
            return name;
        }

        int count() {
            return partitions.size();
        }

        PartitionLog partition(int number) {
            if (number < 0 || number >= partitions.size()) {
                throw new UnknownTopicOrPartitionException(
                        "Topic " + name + " has no partition " + number + "; it has " + partitions.size() + ".");
            }
            return partitions.get(number);
        }

        List<TopicPartition> names() {
            return names;
        }

        boolean stale() {
            return stale;
        }
    }

    /** @throws UnknownTopicOrPartitionException if there is no such topic */
    Topic topic(String name) {
        return find(name).orElseThrow(() -> new UnknownTopicOrPartitionException("There is no topic " + name + "."));
    }

    Optional<Topic> find(String name) {
        var known = topics.get(name);
        return known != null
                ? Optional.of(known)
                : broker.topics().describe(name).map(this::load);
    }

    Optional<PartitionLog> find(TopicPartition partition) {
        return find(partition.topic())
                .filter(topic -> partition.partition() < topic.count())
                .map(topic -> topic.partition(partition.partition()));
    }

    PartitionLog partition(TopicPartition partition) {
        return topic(partition.topic()).partition(partition.partition());
    }

    Set<String> names() {
        return Set.copyOf(broker.topics().list());
    }

    /** Whether the worker keeps its state in it. */
    boolean isOfTheWorker(String name) {
        return reserved.contains(name);
    }

    /** What the worker may do with the topics. */
    WorkerAccess access() {
        return access;
    }

    /**
     * Whether a reader gets it only by asking for it by name: {@code .*} is not to deliver connectors' secrets, nor to fail
     * for what is not the worker's to read.
     */
    boolean isReserved(String name) {
        return reserved.contains(name)
                || !access.allows(AclOperation.READ, name)
                || broker.topics()
                        .describe(name)
                        .map(TopicDescription::internal)
                        .orElse(false);
    }

    private Topic load(TopicDescription description) {
        var partitions = new ArrayList<PartitionLog>(description.partitions());
        for (int i = 0; i < description.partitions(); i++) {
            partitions.add(broker.partition(new TopicPartition(description.name(), i)));
        }
        var topic = new Topic(description.name(), List.copyOf(partitions));
        topics.put(description.name(), topic);
        if (!broker.topics().describe(description.name()).equals(Optional.of(description))) {
            // It changed or went while it was looked up, and the announcement may have come before the entry.
            forget(description.name());
        }
        return topic;
    }

    @Override
    public void changed(TopicDescription topic) {
        forget(topic.name());
    }

    @Override
    public void deleted(String name, Uuid id) {
        forget(name);
    }

    private void forget(String name) {
        var known = topics.remove(name);
        if (known != null) {
            known.stale = true;
        }
    }
}
