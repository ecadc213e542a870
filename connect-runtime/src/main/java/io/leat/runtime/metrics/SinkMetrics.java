package io.leat.runtime.metrics;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Records through one sink task. Safe for use from any thread. */
public final class SinkMetrics implements FlowMetrics {

    private final Throughput in;
    private final Throughput out;
    private final Window putTime;
    private final Window activeCounts;
    private final Window age;
    private final Total read;
    private final Total sent;
    private final Total commits;
    private final Total skippedCommits;
    private final LongAdder readBytes = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder split = new LongAdder();
    private volatile long commitNumber;
    private volatile long active;
    private volatile int partitions;
    private volatile long lag;

    SinkMetrics(Clock clock) {
        this.in = new Throughput(clock);
        this.out = new Throughput(clock);
        this.putTime = new Window(clock);
        this.activeCounts = new Window(clock);
        this.age = new Window(clock);
        this.read = new Total(clock);
        this.sent = new Total(clock);
        this.commits = new Total(clock);
        this.skippedCommits = new Total(clock);
    }

    public void read(int records, long bytes) {
        in.add(records, bytes);
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
        out.add(records, 0);
        sent.add(records);
        putTime.add(nanos / 1e6);
    }

    /** @param millis since the oldest record of a delivered batch was written, by its timestamp */
    public void age(long millis) {
        age.add(Math.max(0, millis));
    }

    public void partitions(int count) {
        partitions = count;
    }

    /** @param uncommitted records put to the connector beyond the last committed offsets */
    public void active(long uncommitted) {
        active = uncommitted;
        activeCounts.add(uncommitted);
    }

    /** @param records between what was put and the end, of the partition that is farthest behind */
    public void lag(long records) {
        lag = records;
    }

    public void commitStarted(long number) {
        commitNumber = number;
    }

    public void commitCompleted() {
        commits.add(1);
    }

    /** A commit that was given up because it took too long or a later one overtook it. */
    public void commitSkipped() {
        skippedCommits.add(1);
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
        return new Figures("sink-task-metrics", tags)
                .counter("sink-record-read-total", "Records read from the log.", read::sum)
                .gauge("sink-record-read-rate", "Records read from the log, per second.", read::perSecond)
                .counter("sink-record-read-bytes-total", "Bytes of keys and values read.", readBytes::sum)
                .counter("sink-record-send-total", "Records put to the connector.", sent::sum)
                .gauge("sink-record-send-rate", "Records put to the connector, per second.", sent::perSecond)
                .counter("sink-record-filtered-total", "Records left out by a transform.", filtered::sum)
                .counter("sink-record-split-total", "Records that transforms made in addition.", split::sum)
                .gauge("sink-record-active-count", "Records put but not yet committed.", () -> active)
                .gauge("sink-record-active-count-avg", "Average of those not yet committed.", activeCounts::average)
                .gauge("sink-record-active-count-max", "Most of those not yet committed.", activeCounts::max)
                .gauge("sink-record-lag-max", "Records behind the end, of the slowest partition.", () -> lag)
                .gauge("sink-record-age-avg-ms", "Average age of a delivered batch's oldest record.", age::average)
                .gauge("sink-record-age-max-ms", "Highest age of a delivered batch's oldest record.", age::max)
                .gauge("partition-count", "Partitions assigned to the task.", () -> partitions)
                .gauge("put-batch-avg-time-ms", "Average time of a put.", putTime::average)
                .gauge("put-batch-max-time-ms", "Longest time of a put.", putTime::max)
                .gauge("offset-commit-seq-no", "Number of the current offset commit.", () -> commitNumber)
                .counter("offset-commit-completion-total", "Offset commits completed.", commits::sum)
                .gauge("offset-commit-completion-rate", "Offset commits completed, per second.", commits::perSecond)
                .counter("offset-commit-skip-total", "Offset commits given up.", skippedCommits::sum)
                .gauge("offset-commit-skip-rate", "Offset commits given up, per second.", skippedCommits::perSecond);
    }
}
