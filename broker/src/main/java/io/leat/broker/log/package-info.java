/**
 * Partitions on Kafka's {@code UnifiedLog}, and the only package that touches kafka-storage: append, group-committed
 * force, read, retention, compaction, recovery. An append goes to the page cache under the partition's lock; a force
 * thread forces the segment file and then raises the high watermark, which completes the append and wakes readers. May
 * see {@code disk}.
 */
@NullMarked
package io.leat.broker.log;

import org.jspecify.annotations.NullMarked;
