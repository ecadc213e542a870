package io.leat.distribution.log;

import io.leat.broker.log.PartitionLog;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import io.leat.runtime.RequestException;
import io.leat.runtime.TopicAdmin;
import io.leat.runtime.log.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Topics of the embedded log for REST and the worker. */
final class EmbeddedTopics implements TopicAdmin {

    /** Bytes that one look at a partition takes from disk at most, beside the first batch. */
    private static final int PEEK_BYTES = 4 << 20;

    private final Topics topics;
    private final TopicTable table;

    EmbeddedTopics(Topics topics, TopicTable table) {
        this.topics = topics;
        this.table = table;
    }

    @Override
    public List<String> list() {
        return topics.list();
    }

    @Override
    public Optional<Description> describe(String topic) {
        return topics.describe(topic).map(this::view);
    }

    private Description view(TopicDescription topic) {
        var partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .flatMap(partition -> table.find(partition).stream())
                .map(EmbeddedTopics::view)
                .toList();
        return new Description(
                topic.name(), topic.id().toString(), topic.internal(), partitions, topic.config(), topic.overrides());
    }

    private static Partition view(PartitionLog log) {
        var number = log.topicPartition().partition();
        try {
            return new Partition(number, log.logStartOffset(), log.lastStableOffset(), log.sizeInBytes(), log.online());
        } catch (KafkaStorageException e) {
            // Its files could not be opened, so nothing is known of them.
            return new Partition(number, 0, 0, 0, false);
        }
    }

    @Override
    public boolean create(String topic, int partitions, Map<String, String> config) {
        if (topics.describe(topic).isPresent()) {
            return false;
        }
        require(() -> table.access().requireCreation(topic));
        try {
            topics.create(topic, partitions, config);
            return true;
        } catch (TopicExistsException e) {
            return false;
        } catch (InvalidConfigurationException | InvalidPartitionsException e) {
            throw new RequestException.Invalid("Topic " + topic + " cannot be created: " + e.getMessage());
        }
    }

    @Override
    public void alter(String topic, int partitions, Map<String, @Nullable String> changes) {
        var old = requireChangeable(topic);
        if (partitions != UNCHANGED) {
            require(() -> table.access().require(AclOperation.ALTER, topic));
        }
        if (!changes.isEmpty()) {
            require(() -> table.access().require(AclOperation.ALTER_CONFIGS, topic));
        }
        var overrides = new HashMap<>(old.overrides());
        changes.forEach((key, value) -> {
            if (value == null) {
                overrides.remove(key);
            } else {
                overrides.put(key, value);
            }
        });
        try {
            alter(topic, partitions, old, overrides);
        } catch (UnknownTopicOrPartitionException e) {
            throw notFound(topic);
        } catch (InvalidConfigurationException | InvalidPartitionsException e) {
            throw new RequestException.Invalid("Topic " + topic + " cannot be altered: " + e.getMessage());
        }
    }

    private void alter(String topic, int partitions, TopicDescription old, Map<String, String> overrides) {
        topics.checkOverrides(topic, overrides);
        if (partitions != UNCHANGED) {
            topics.grow(topic, partitions);
        }
        if (!overrides.equals(old.overrides())) {
            topics.alter(topic, overrides);
        }
    }

    private TopicDescription requireChangeable(String topic) {
        var found = topics.describe(topic).orElseThrow(() -> notFound(topic));
        if (found.internal() || table.isOfTheWorker(topic)) {
            throw new RequestException.Conflict(
                    "Topic " + topic + " holds the state of the log or the worker and cannot be changed");
        }
        return found;
    }

    private static RequestException notFound(String topic) {
        return new RequestException.NotFound("Topic " + topic + " not found");
    }

    @Override
    public void delete(String topic) {
        requireChangeable(topic);
        require(() -> table.access().require(AclOperation.DELETE, topic));
        try {
            topics.delete(topic);
        } catch (UnknownTopicOrPartitionException e) {
            throw notFound(topic);
        }
    }

    @Override
    public List<PeekedRecord> peek(String topic, int partition, long offset, int limit) {
        require(() -> table.access().require(AclOperation.READ, topic));
        var log = table.find(new TopicPartition(topic, partition))
                .orElseThrow(() -> new RequestException.NotFound(
                        "Topic " + topic + " with partition " + partition + " not found"));
        var cursor = new Cursor(log, start(log, offset), Reset.toStart());
        var records = new ArrayList<LogRecord>();
        cursor.fill(records, limit, PEEK_BYTES);
        return records.stream()
                .map(record -> new PeekedRecord(
                        record.offset(), record.timestamp(), record.key(), record.value(), List.of(record.headers())))
                .toList();
    }

    private static void require(Runnable check) {
        try {
            check.run();
        } catch (TopicAuthorizationException e) {
            throw new RequestException.Forbidden(String.valueOf(e.getMessage()));
        }
    }

    private static long start(PartitionLog log, long offset) {
        long wanted = offset < 0 ? log.lastStableOffset() + offset : offset;
        return Math.max(log.logStartOffset(), Math.min(wanted, log.lastStableOffset()));
    }
}
