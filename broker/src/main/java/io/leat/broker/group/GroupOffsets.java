package io.leat.broker.group;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed offsets of consumer groups, for callers in this process. Kept in {@code __consumer_offsets} in Kafka's
 * format; they expire {@code offsets.retention.minutes} after a group has lost its last member, and those of a deleted
 * topic are forgotten with it. Safe for use from any thread; methods without a future wait for the coordinator's start.
 */
public interface GroupOffsets {

    /** Groups with at least one offset, in alphabetical order. */
    List<String> list();

    /** All offsets of the group; empty if unknown. */
    Map<TopicPartition, CommittedOffset> fetch(String group);

    /**
     * Stores offsets, all of them or none.
     *
     * @param offsets the next offset to read by partition
     * @return completes once durable, on a thread of the log; only then {@link #fetch} shows them. Fails with {@code
     *     KafkaStorageException}, {@code UnknownTopicOrPartitionException} for a partition that does not exist, or {@code
     *     UnknownMemberIdException} if the group has members
     */
    CompletableFuture<Void> commit(String group, Map<TopicPartition, Long> offsets);

    /** As {@link #commit}, each with its metadata: up to {@code offset.metadata.max.bytes}, stored together with it. */
    CompletableFuture<Void> commitWithMetadata(String group, Map<TopicPartition, OffsetAndMetadata> offsets);

    /** Forgets the offsets of these partitions; completes as {@link #commit} does. */
    CompletableFuture<Void> remove(String group, Set<TopicPartition> partitions);

    /** Forgets the group; completes as {@link #commit} does. */
    CompletableFuture<Void> delete(String group);
}
