package io.leat.runtime.metrics;

import io.leat.runtime.Metrics.Kind;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** What Kafka Connect counts of every task: batches, offset commits, and how long the task ran or was paused. */
public final class CommonMetrics {

    private enum Phase {
        OTHER,
        RUNNING,
        PAUSED
    }

    private final Clock clock;
    private final Window batchSize;
    private final Window commitTime;
    private final LongAdder commits = new LongAdder();
    private final LongAdder failedCommits = new LongAdder();
    private final long[] spent = new long[Phase.values().length];
    private Phase phase = Phase.OTHER;
    private long since;

    CommonMetrics(Clock clock) {
        this.clock = clock;
        this.batchSize = new Window(clock);
        this.commitTime = new Window(clock);
        this.since = clock.millis();
    }

    public void batch(int records) {
        batchSize.add(records);
    }

    public void committed(long millis) {
        commits.increment();
        commitTime.add(millis);
    }

    public void commitFailed() {
        failedCommits.increment();
    }

    public void running() {
        enter(Phase.RUNNING);
    }

    public void paused() {
        enter(Phase.PAUSED);
    }

    private synchronized void enter(Phase next) {
        var now = clock.millis();
        spent[phase.ordinal()] += now - since;
        phase = next;
        since = now;
    }

    private synchronized double ratio(Phase of) {
        var total = clock.millis() - since;
        var sum = of == phase ? total + spent[of.ordinal()] : spent[of.ordinal()];
        for (var time : spent) {
            total += time;
        }
        return total <= 0 ? 0 : (double) sum / total;
    }

    void addTo(Samples out) {
        var good = commits.sum();
        var bad = failedCommits.sum();
        var all = Math.max(1, good + bad);
        out.add("batch_size_avg", "Average number of records in a batch.", Kind.GAUGE, batchSize.average());
        out.add("batch_size_max", "Largest number of records in a batch.", Kind.GAUGE, batchSize.max());
        out.add("offset_commit_avg_time_ms", "Average time of an offset commit.", Kind.GAUGE, commitTime.average());
        out.add("offset_commit_max_time_ms", "Longest time of an offset commit.", Kind.GAUGE, commitTime.max());
        out.add(
                "offset_commit_success_percentage",
                "Share of offset commits, 0 to 1.",
                Kind.GAUGE,
                (double) good / all);
        out.add("offset_commit_failure_percentage", "Share of failed ones, 0 to 1.", Kind.GAUGE, (double) bad / all);
        out.add("running_ratio", "Share of time the task ran, 0 to 1.", Kind.GAUGE, ratio(Phase.RUNNING));
        out.add("pause_ratio", "Share of time the task was paused, 0 to 1.", Kind.GAUGE, ratio(Phase.PAUSED));
    }
}
