package io.leat.runtime.metrics;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Records through one source task. Safe for use from any thread. */
public final class SourceMetrics implements FlowMetrics {

    private final Throughput in;
    private final Throughput out;
    private final Window pollTime;
    private final Window appendSize;
    private final Window active;
    private final Total polled;
    private final Total written;
    private final LongAdder filtered = new LongAdder();
    private final LongAdder split = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder done = new LongAdder();

    SourceMetrics(Clock clock) {
        this.in = new Throughput(clock);
        this.out = new Throughput(clock);
        this.pollTime = new Window(clock);
        this.appendSize = new Window(clock);
        this.active = new Window(clock);
        this.polled = new Total(clock);
        this.written = new Total(clock);
    }

    public void polled(int records, long nanos) {
        in.add(records, 0);
        polled.add(records);
        pollTime.add(nanos / 1e6);
        active.add(active());
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
        out.add(writtenRecords, writtenBytes);
        done.add(records);
        written.add(writtenRecords);
        bytes.add(writtenBytes);
        active.add(active());
    }

    private double active() {
        return Math.max(0, polled.sum() - done.sum());
    }

    public void filtered(int records) {
        filtered.add(records);
    }

    /** @param further records that a transform made beyond the one it was given */
    public void split(int further) {
        split.add(further);
    }

    @Override
    public Throughput in() {
        return in;
    }

    @Override
    public Throughput out() {
        return out;
    }

    @Override
    public Figures describe(Map<String, String> tags) {
        return new Figures("source-task-metrics", tags)
                .counter("source-record-poll-total", "Records the connector returned.", polled::sum)
                .gauge("source-record-poll-rate", "Records the connector returned, per second.", polled::perSecond)
                .counter("source-record-write-total", "Records durable in the log.", written::sum)
                .gauge("source-record-write-rate", "Records durable in the log, per second.", written::perSecond)
                .counter("source-record-filtered-total", "Records left out by a transform.", filtered::sum)
                .counter("source-record-split-total", "Records that transforms made in addition.", split::sum)
                .counter("source-record-write-bytes-total", "Bytes of keys and values written.", bytes::sum)
                .gauge("source-record-active-count", "Records polled and not yet durable.", this::active)
                .gauge("source-record-active-count-avg", "Average of those not yet durable.", active::average)
                .gauge("source-record-active-count-max", "Most of those not yet durable.", active::max)
                .gauge("poll-batch-avg-time-ms", "Average time of a poll that returned records.", pollTime::average)
                .gauge("poll-batch-max-time-ms", "Longest time of a poll that returned records.", pollTime::max)
                .gauge("transaction-size-avg", "Average number of records in a transaction.", appendSize::average)
                .gauge("transaction-size-max", "Largest number of records in a transaction.", appendSize::max)
                .gauge("transaction-size-min", "Smallest number of records in a transaction.", appendSize::min);
    }
}
