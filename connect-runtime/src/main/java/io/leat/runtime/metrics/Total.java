package io.leat.runtime.metrics;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** A count that only rises, and how fast it has risen of late. */
final class Total {

    private final LongAdder sum = new LongAdder();
    private final Window recent;

    Total(Clock clock) {
        this.recent = new Window(clock);
    }

    void add(long count) {
        sum.add(count);
        recent.add(count);
    }

    long sum() {
        return sum.sum();
    }

    double perSecond() {
        return recent.perSecond();
    }
}
