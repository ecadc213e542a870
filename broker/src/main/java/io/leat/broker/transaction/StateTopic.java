package io.leat.broker.transaction;

import io.leat.broker.log.Isolation;
import io.leat.broker.log.PartitionLog;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import io.leat.broker.transaction.state.TransactionState;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** States of transactional ids in {@code __transaction_state}, which is made with the first one. */
final class StateTopic {
    private static final String TOPIC = Topic.TRANSACTION_STATE_TOPIC_NAME;
    private static final int READ_BYTES = 1 << 20;
    /** Small segments are compacted soon, which keeps the start short. */
    private static final Map<String, String> TOPIC_SETTINGS = Map.of(
            "cleanup.policy", "compact", "segment.bytes", String.valueOf(4 << 20), "compression.type", "uncompressed");

    private final Topics topics;
    private final Function<TopicPartition, ? extends PartitionLog> logs;
    private final int partitions;
    private final Time time;

    /** @param partitions of the topic when it is made */
    StateTopic(Topics topics, Function<TopicPartition, ? extends PartitionLog> logs, int partitions, Time time) {
        this.topics = topics;
        this.logs = logs;
        this.partitions = partitions;
        this.time = time;
    }

    /** The states of all ids. */
    Map<String, TransactionState> load() {
        var states = new HashMap<String, TransactionState>();
        topics.describe(TOPIC)
                .ifPresent(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> logs.apply(new TopicPartition(TOPIC, partition)))
                        .forEach(log -> load(log, states)));
        return states;
    }

    /** The stored state of one id; null if there is none. Reads a whole partition. */
    @Nullable
    TransactionState load(String transactionalId) {
        var states = new HashMap<String, TransactionState>();
        load(log(transactionalId), states);
        return states.get(transactionalId);
    }

    private static void load(PartitionLog log, Map<String, TransactionState> states) {
        var offset = log.logStartOffset();
        while (offset < log.highWatermark()) {
            var fetched = log.read(offset, READ_BYTES, Isolation.READ_UNCOMMITTED);
            fetched.committedBatches().forEach(batch -> batch.forEach(stored -> load(stored, states)));
            if (fetched.nextOffset() == offset) {
                return;
            }
            offset = fetched.nextOffset();
        }
    }

    private static void load(Record stored, Map<String, TransactionState> states) {
        StateRecords.key(stored).ifPresent(id -> states.put(id, StateRecords.value(stored)));
    }

    /**
     * Appends the state. What is appended later is durable later, so an append that need not be durable is so at the
     * latest with the next that has to be.
     *
     * @return fails with {@code KafkaStorageException}: then the state may be stored or not
     * @throws org.apache.kafka.common.errors.ApiException nothing was appended
     */
    CompletableFuture<Void> store(String transactionalId, TransactionState state, boolean durable) {
        var stored = MemoryRecords.withRecords(
                Compression.NONE,
                new SimpleRecord(time.milliseconds(), StateRecords.key(transactionalId), StateRecords.value(state)));
        return log(transactionalId).append(stored, durable).thenApply(appended -> null);
    }

    private PartitionLog log(String transactionalId) {
        var count = topics.describe(TOPIC).orElseGet(this::makeTopic).partitions();
        return logs.apply(new TopicPartition(TOPIC, Utils.abs(transactionalId.hashCode()) % count));
    }

    private synchronized TopicDescription makeTopic() {
        return topics.describe(TOPIC).orElseGet(() -> topics.create(TOPIC, partitions, TOPIC_SETTINGS));
    }
}
