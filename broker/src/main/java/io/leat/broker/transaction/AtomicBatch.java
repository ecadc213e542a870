package io.leat.broker.transaction;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;

/**
 * One batch of an atomic append.
 *
 * @param records holds the records, is not closed yet, and is made for format v2 with base offset 0; the producer sets
 *     its identity into it and closes it
 */
public record AtomicBatch(TopicPartition partition, MemoryRecordsBuilder records) {}
