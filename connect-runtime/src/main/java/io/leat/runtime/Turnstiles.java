package io.leat.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets a few callers at a time into each plugin. The rest wait for their turn as long as those inside come and go; once
 * nobody has moved for a while the plugin counts as hung, and whoever would have to wait for it is sent away at once.
 * Safe for use from any thread.
 */
final class Turnstiles {

    private final int mostInside;
    private final int mostWaiting;
    private final long hungAfterNanos;
    private final Map<String, Turnstile> byKind = new HashMap<>();
    private int waiting;

    private static final class Turnstile {

        private int inside;
        private int waiting;
        private long lastMove = System.nanoTime();
    }

    /**
     * @param mostInside of one kind
     * @param mostWaiting of all kinds together, each of which keeps its caller's thread
     * @param hungAfter without anybody going in or out
     */
    Turnstiles(int mostInside, int mostWaiting, Duration hungAfter) {
        this.mostInside = mostInside;
        this.mostWaiting = mostWaiting;
        this.hungAfterNanos = hungAfter.toNanos();
    }

    /**
     * Waits for a turn.
     *
     * @return whether the caller is in, and has to {@link #leave}
     */
    synchronized boolean enter(String kind, Duration patience) throws InterruptedException {
        var turnstile = byKind.computeIfAbsent(kind, any -> new Turnstile());
        if (turnstile.inside >= mostInside && !awaitTurn(turnstile, System.nanoTime() + patience.toNanos())) {
            return false;
        }
        turnstile.inside++;
        turnstile.lastMove = System.nanoTime();
        return true;
    }

    private boolean awaitTurn(Turnstile turnstile, long deadline) throws InterruptedException {
        if (waiting >= mostWaiting) {
            return false;
        }
        waiting++;
        turnstile.waiting++;
        try {
            for (var left = left(turnstile, deadline); left > 0; left = left(turnstile, deadline)) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
                if (turnstile.inside < mostInside) {
                    return true;
                }
            }
            return false;
        } finally {
            waiting--;
            turnstile.waiting--;
        }
    }

    /** Until the plugin counts as hung or the caller's patience ends, in nanoseconds. */
    private long left(Turnstile turnstile, long deadline) {
        var now = System.nanoTime();
        return Math.min(deadline - now, turnstile.lastMove + hungAfterNanos - now);
    }

    synchronized void leave(String kind) {
        var turnstile = byKind.get(kind);
        if (turnstile == null) {
            throw new IllegalStateException("Nobody is inside " + kind);
        }
        turnstile.inside--;
        turnstile.lastMove = System.nanoTime();
        if (turnstile.inside == 0 && turnstile.waiting == 0) {
            byKind.remove(kind);
        }
        notifyAll();
    }
}
