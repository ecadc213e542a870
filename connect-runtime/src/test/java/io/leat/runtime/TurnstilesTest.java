package io.leat.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnstilesTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        others.shutdownNow();
    }

    private CompletableFuture<Boolean> entering(Turnstiles turnstiles, String kind, Duration patience) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return turnstiles.enter(kind, patience);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                others);
    }

    @Test
    void letsInAsManyAsMayBeInside() throws InterruptedException {
        var turnstiles = new Turnstiles(2, 10, LONG);

        assertThat(turnstiles.enter("a", LONG)).isTrue();
        assertThat(turnstiles.enter("a", LONG)).isTrue();
        assertThat(turnstiles.enter("a", Duration.ofMillis(10))).isFalse();
        assertThat(turnstiles.enter("b", LONG)).isTrue();
    }

    @Test
    void letsTheNextInWhenOneLeaves() throws InterruptedException {
        var turnstiles = new Turnstiles(1, 10, LONG);
        turnstiles.enter("a", LONG);
        var next = entering(turnstiles, "a", LONG);
        var last = entering(turnstiles, "a", LONG);

        turnstiles.leave("a");
        await().until(() -> next.isDone() || last.isDone());
        assertThat(next.isDone() && last.isDone()).as("one at a time").isFalse();

        turnstiles.leave("a");
        assertThat(next.join()).isTrue();
        assertThat(last.join()).isTrue();
    }

    @Test
    void sendsAllAwayOnceNobodyMoves() throws InterruptedException {
        var turnstiles = new Turnstiles(1, 10, Duration.ofMillis(100));
        turnstiles.enter("a", LONG);

        assertThat(entering(turnstiles, "a", LONG).join()).isFalse();
        assertThat(turnstiles.enter("a", LONG)).as("without waiting").isFalse();

        turnstiles.leave("a");
        assertThat(turnstiles.enter("a", LONG)).as("it moves again").isTrue();
    }

    @Test
    void keepsNoMoreWaitingThanItMay() throws InterruptedException {
        var turnstiles = new Turnstiles(1, 1, LONG);
        turnstiles.enter("a", LONG);
        turnstiles.enter("b", LONG);
        var one = entering(turnstiles, "a", LONG);
        var two = entering(turnstiles, "b", LONG);

        await().until(() -> one.isDone() || two.isDone());
        assertThat((one.isDone() ? one : two).join()).isFalse();
        assertThat(one.isDone() && two.isDone()).isFalse();
    }

    @Test
    void noticesWhoLeavesWithoutHavingBeenInside() {
        assertThatThrownBy(() -> new Turnstiles(1, 1, LONG).leave("a")).isInstanceOf(IllegalStateException.class);
    }
}
