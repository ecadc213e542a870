package io.leat.runtime.metrics;

import io.leat.runtime.Metrics.Kind;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** Records through one sink task. Safe for use from any thread. */
public final class SinkMetrics implements FlowMetrics {

    private final Window putTime;
    private final LongAdder read = new LongAdder();
    private final LongAdder readBytes = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder split = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder skippedCommits = new LongAdder();
    private volatile long commitNumber;
    private volatile long active;
    private volatile int partitions;
    private volatile long lag;

    SinkMetrics(Clock clock) {
        this.putTime = new Window(clock);
    }

    public void read(int records, long bytes) {
        read.add(records);
        readBytes.add(bytes);
    }

    public void filtered(int records) {
        filtered.add(records);
    }

    /** @param further records that a transform made beyond the one it was given */
    public void split(int further) {
        split.add(further);
    }

    public void put(int records, long nanos) {
        sent.add(records);
        putTime.add(nanos / 1e6);
    }

    public void partitions(int count) {
        partitions = count;
    }

    /** @param uncommitted records put to the connector beyond the last committed offsets */
    public void active(long uncommitted) {
        active = uncommitted;
    }

    /** @param records between what was put and the end, of the partition that is farthest behind */
    public void lag(long records) {
        lag = records;
    }

    public void commitStarted(long number) {
        commitNumber = number;
    }

    public void commitCompleted() {
        commits.increment();
    }

    /** A commit that was given up because it took too long or a later one overtook it. */
    public void commitSkipped() {
        skippedCommits.increment();
    }

    @Override
    public void addTo(Samples out) {
        out.add("sink_record_read_total", "Records read from the log.", Kind.COUNTER, read.sum());
        out.add("sink_record_read_bytes_total", "Bytes of keys and values read.", Kind.COUNTER, readBytes.sum());
        out.add("sink_record_send_total", "Records put to the connector.", Kind.COUNTER, sent.sum());
        out.add("sink_record_filtered_total", "Records left out by a transform.", Kind.COUNTER, filtered.sum());
        out.add("sink_record_split_total", "Records that transforms made in addition.", Kind.COUNTER, split.sum());
        out.add("sink_record_active_count", "Records put but not yet committed.", Kind.GAUGE, active);
        out.add("sink_record_lag_max", "Records behind the end, of the slowest partition.", Kind.GAUGE, lag);
        out.add("partition_count", "Partitions assigned to the task.", Kind.GAUGE, partitions);
        out.add("put_batch_avg_time_ms", "Average time of a put.", Kind.GAUGE, putTime.average());
        out.add("put_batch_max_time_ms", "Longest time of a put.", Kind.GAUGE, putTime.max());
        out.add("offset_commit_seq_no", "Number of the current offset commit.", Kind.GAUGE, commitNumber);
        out.add("offset_commit_completion_total", "Offset commits completed.", Kind.COUNTER, commits.sum());
        out.add("offset_commit_skip_total", "Offset commits given up.", Kind.COUNTER, skippedCommits.sum());
    }
}
