package io.leat.runtime.metrics;

import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** What Kafka Connect counts of every task: batches, offset commits, and how long the task ran or was paused. */
public final class CommonMetrics {

    private enum Phase {
        UNASSIGNED,
        RUNNING,
        PAUSED,
        FAILED
    }

    private final Clock clock;
    private final Window batchSize;
    private final Window commitTime;
    private final LongAdder commits = new LongAdder();
    private final LongAdder failedCommits = new LongAdder();
    private final long[] spent = new long[Phase.values().length];
    private Phase phase = Phase.UNASSIGNED;
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

    public void failed() {
        enter(Phase.FAILED);
    }

    private synchronized String status() {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private double share(LongAdder of) {
        return (double) of.sum() / Math.max(1, commits.sum() + failedCommits.sum());
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

    void describe(Figures figures) {
        figures.word("status", "State of the task.", this::status)
                .gauge("batch-size-avg", "Average number of records in a batch.", batchSize::average)
                .gauge("batch-size-max", "Largest number of records in a batch.", batchSize::max)
                .gauge("offset-commit-avg-time-ms", "Average time of an offset commit.", commitTime::average)
                .gauge("offset-commit-max-time-ms", "Longest time of an offset commit.", commitTime::max)
                .gauge("offset-commit-success-percentage", "Share of offset commits, 0 to 1.", () -> share(commits))
                .gauge("offset-commit-failure-percentage", "Share of failed ones, 0 to 1.", () -> share(failedCommits))
                .gauge("running-ratio", "Share of time the task ran, 0 to 1.", () -> ratio(Phase.RUNNING))
                .gauge("pause-ratio", "Share of time the task was paused, 0 to 1.", () -> ratio(Phase.PAUSED));
    }
}
