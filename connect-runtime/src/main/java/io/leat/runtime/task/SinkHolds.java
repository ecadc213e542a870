package io.leat.runtime.task;

import java.util.EnumSet;
import java.util.Set;

/** The worker's reasons not to read on. While there is one nothing is read, whatever the connector has paused. The task thread's. */
final class SinkHolds {

    /** Why nothing is read. */
    enum Reason {
        /** The task is paused. */
        PAUSE,
        RATE_LIMIT,
        /** A batch is to be put again before anything else. */
        REDELIVERY
    }

    private final SinkContext context;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    SinkHolds(SinkContext context) {
        this.context = context;
    }

    void hold(Reason reason) {
        reasons.add(reason);
        context.holdAll();
    }

    /** Reads on, if there is no other reason not to. */
    void release(Reason reason) {
        reasons.remove(reason);
        if (reasons.isEmpty()) {
            context.releaseAll();
        }
    }

    boolean isFor(Reason reason) {
        return reasons.contains(reason);
    }

    boolean isNone() {
        return reasons.isEmpty();
    }
}
