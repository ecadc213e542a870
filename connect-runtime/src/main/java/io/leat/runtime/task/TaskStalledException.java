package io.leat.runtime.task;

import io.leat.runtime.watch.BlockedStack;
import io.leat.runtime.watch.StallTimeout;
import io.leat.runtime.watch.Visit;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;

/** A task that was given up because a call of its connector has not returned. The stack is that of the call. */
final class TaskStalledException extends ConnectException {

    private static final long serialVersionUID = 1L;

    TaskStalledException(Visit visit, Duration timeout, long now) {
        super("The task has been inside " + visit.place().text() + " for " + (now - visit.since())
                + " ms, longer than " + StallTimeout.KEY + " (" + timeout.toMillis()
                + "). It was interrupted and can write and commit nothing more; it is started again once it can deliver"
                + " nothing more either. The connector is waiting for what the stack below shows.");
        setStackTrace(BlockedStack.frames(visit.thread()).toArray(StackTraceElement[]::new));
    }
}
