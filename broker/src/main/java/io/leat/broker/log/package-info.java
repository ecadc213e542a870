/**
 * Partitions on Kafka's {@code UnifiedLog}, and the only package that touches kafka-storage: append, group commit, read,
 * retention, compaction, recovery. An append goes to the page cache under the partition's lock; then the journal of all
 * partitions takes a copy and is forced, or, if it is large, a force thread forces the segment; that raises the high
 * watermark, completes the append and wakes readers. Segments of journaled appends are forced in the background. May see
 * {@code journal} and {@code disk}.
 */
@NullMarked
package io.leat.broker.log;

import org.jspecify.annotations.NullMarked;
