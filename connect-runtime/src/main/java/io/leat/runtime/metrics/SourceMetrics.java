package io.leat.runtime.metrics;

import io.leat.runtime.Metrics.Kind;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** Records through one source task. Safe for use from any thread. */
public final class SourceMetrics implements FlowMetrics {

    private final Window pollTime;
    private final Window appendSize;
    private final LongAdder polled = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder split = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder done = new LongAdder();

    SourceMetrics(Clock clock) {
        this.pollTime = new Window(clock);
        this.appendSize = new Window(clock);
    }

    public void polled(int records, long nanos) {
        polled.add(records);
        pollTime.add(nanos / 1e6);
    }

    /** An append has become durable. */
    public void appended(int records) {
        appendSize.add(records);
    }

    /**
     * Polled records are done with.
     *
     * @param writtenRecords of them in the log; the others were left out
     * @param writtenBytes of keys and values
     */
    public void acknowledged(int records, int writtenRecords, long writtenBytes) {
        done.add(records);
        written.add(writtenRecords);
        bytes.add(writtenBytes);
    }

    public void filtered(int records) {
        filtered.add(records);
    }

    /** @param further records that a transform made beyond the one it was given */
    public void split(int further) {
        split.add(further);
    }

    @Override
    public void addTo(Samples out) {
        var all = polled.sum();
        out.add("source_record_poll_total", "Records the connector returned.", Kind.COUNTER, all);
        out.add("source_record_write_total", "Records durable in the log.", Kind.COUNTER, written.sum());
        out.add("source_record_filtered_total", "Records left out by a transform.", Kind.COUNTER, filtered.sum());
        out.add("source_record_split_total", "Records that transforms made in addition.", Kind.COUNTER, split.sum());
        out.add("source_record_write_bytes_total", "Bytes of keys and values written.", Kind.COUNTER, bytes.sum());
        out.add(
                "source_record_active_count",
                "Records polled and not yet durable.",
                Kind.GAUGE,
                Math.max(0, all - done.sum()));
        out.add(
                "poll_batch_avg_time_ms",
                "Average time of a poll that returned records.",
                Kind.GAUGE,
                pollTime.average());
        out.add("poll_batch_max_time_ms", "Longest time of a poll that returned records.", Kind.GAUGE, pollTime.max());
        out.add("transaction_size_avg", "Average number of records in an append.", Kind.GAUGE, appendSize.average());
        out.add("transaction_size_max", "Largest number of records in an append.", Kind.GAUGE, appendSize.max());
    }
}
