package io.leat.connectors.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Counts what a sink's task holds and stops the worker from reading more: at a bound of records or bytes every partition
 * is paused, at half of it they are resumed. {@code put} never has to wait. The bounds can be exceeded by what one {@code
 * put} brings.
 *
 * <pre>{@code
 * void put(Collection<SinkRecord> records) {
 *     for (var record : records) {
 *         backpressure.hold(1, sizeOf(record));   // and release(1, size) when it is complete
 *         ...
 *     }
 *     backpressure.regulate();                    // at the end of every put, also of an empty one
 * }
 * }</pre>
 */
public final class Backpressure {

    /** While paused, the worker must come back to see whether it may go on. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final SinkTaskContext context;
    private final int maxRecords;
    private final long maxBytes;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Set<TopicPartition> paused = new HashSet<>();

    public Backpressure(SinkTaskContext context, BufferSettings limits) {
        this.context = context;
        this.maxRecords = limits.maxBufferedRecords();
        this.maxBytes = limits.maxBufferedBytes().bytes();
    }

    /** More is held. From any thread. */
    public void hold(int moreRecords, long moreBytes) {
        records.addAndGet(moreRecords);
        bytes.addAndGet(moreBytes);
    }

    /** Less is held. From any thread. */
    public void release(int fewerRecords, long fewerBytes) {
        records.addAndGet(-fewerRecords);
        bytes.addAndGet(-fewerBytes);
    }

    public int heldRecords() {
        return records.get();
    }

    public long heldBytes() {
        return bytes.get();
    }

    public boolean isPaused() {
        return !paused.isEmpty();
    }

    /** Pauses or resumes as needed. On the task's thread, at the end of every {@code put} and when partitions open. */
    public void regulate() {
        if (isFull()) {
            pauseAll();
        } else if (isPaused() && atMostHalf()) {
            resumeAll();
        }
        if (isPaused()) {
            context.timeout(LOOK_AGAIN.toMillis());
        }
    }

    private boolean isFull() {
        return records.get() >= maxRecords || bytes.get() >= maxBytes;
    }

    private boolean atMostHalf() {
        return records.get() <= maxRecords / 2 && bytes.get() <= maxBytes / 2;
    }

    private void pauseAll() {
        var assigned = context.assignment();
        paused.retainAll(assigned);
        var more = assigned.stream().filter(paused::add).toArray(TopicPartition[]::new);
        if (more.length > 0) {
            context.pause(more);
        }
    }

    private void resumeAll() {
        var still = context.assignment();
        var back = paused.stream().filter(still::contains).toArray(TopicPartition[]::new);
        paused.clear();
        context.resume(back);
    }
}
