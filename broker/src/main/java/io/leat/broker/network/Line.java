package io.leat.broker.network;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection whose answers are not out, in the order in which they came and are answered. The next one
 * is read only when the last one has taken its effect, so that effects come in the same order. Belongs to the processor's
 * thread.
 */
final class Line {
    /** Requests that are handled ahead of their answers; a producer sends five by default. */
    private static final int MOST = 8;

    private final ArrayDeque<Exchange> exchanges = new ArrayDeque<>();
    private boolean paused;
    private long pausedUntilMs;

    void enter(Exchange exchange) {
        exchanges.add(exchange);
    }

    /** The one whose turn it is, if its answer is there and does not leave yet. */
    @Nullable
    Exchange next() {
        var first = exchanges.peek();
        return first == null || first.answer == null || first.leaving ? null : first;
    }

    /** The answer of the first one is out. */
    void leave() {
        exchanges.remove();
    }

    List<Exchange> all() {
        return List.copyOf(exchanges);
    }

    boolean isEmpty() {
        return exchanges.isEmpty() && !paused;
    }

    /** The client has to wait for its quota; of several waits the longest counts. */
    void pauseUntil(long ms) {
        paused = true;
        pausedUntilMs = Math.max(pausedUntilMs, ms);
    }

    /** @return whether the client need not wait any more */
    boolean endPause(long nowMs) {
        paused = pausedUntilMs > nowMs;
        return !paused;
    }

    /** Whether the client has all its answers, and only has to wait. */
    boolean isOnlyPaused() {
        return paused && exchanges.isEmpty();
    }

    /**
     * Whether another request may be read. Not in the middle of an answer: the next request may begin to authenticate anew,
     * and the bytes of that are written past the line.
     */
    boolean takesMore() {
        var first = exchanges.peekFirst();
        var last = exchanges.peekLast();
        return !paused
                && (first == null || !first.leaving)
                && (last == null || (last.effective && exchanges.size() < MOST));
    }
}
