package io.leat.runtime.log.memory;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What goes wrong in a {@link MemoryLog}, by order of a test. Safe for use from any thread. */
public final class Faults {

    private final Queue<RuntimeException> appendFailures = new ArrayDeque<>();
    private final Queue<RuntimeException> commitFailures = new ArrayDeque<>();
    private boolean held;

    /** The next append fails and leaves nothing behind; several calls line up. */
    public synchronized void failNextAppend(RuntimeException cause) {
        appendFailures.add(cause);
    }

    /** The next commit of a group's offsets fails; several calls line up. */
    public synchronized void failNextCommit(RuntimeException cause) {
        commitFailures.add(cause);
    }

    /** From now on appends neither take effect nor complete. */
    public synchronized void hold() {
        held = true;
    }

    /** Lets what was held go on, in order. */
    public synchronized void release() {
        held = false;
        notifyAll();
    }

    synchronized void beforeAppend() throws InterruptedException {
        while (held) {
            wait();
        }
        var failure = appendFailures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    synchronized Optional<RuntimeException> nextCommitFailure() {
        return Optional.ofNullable(commitFailures.poll());
    }
}
