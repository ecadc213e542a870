package io.leat.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.ManualClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskWatchTest {

    private final ManualClock clock = new ManualClock();
    private final TaskWatch watch = new TaskWatch(clock);

    @BeforeEach
    void join() {
        watch.join();
    }

    private List<Place> places() {
        return watch.visits().stream().map(Visit::place).toList();
    }

    @Test
    void knowsTheInnermostPlaceAndComesBackFromIt() {
        watch.within(Place.PROCESS, () -> {
            watch.within(Place.LOG, () -> assertThat(places()).containsExactly(Place.LOG));
            assertThat(places()).containsExactly(Place.PROCESS);
        });
        assertThat(places()).isEmpty();
    }

    @Test
    void comesBackFromACallThatFailsWithoutCallingItASuccess() {
        assertThatThrownBy(() -> watch.within(Place.PUT, () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(places()).isEmpty();
        assertThat(watch.lastSuccess(Place.PUT)).isEmpty();
    }

    @Test
    void remembersWhenACallLastSucceeded() {
        watch.within(Place.PUT, () -> clock.pass(7));
        assertThat(watch.lastSuccess(Place.PUT)).hasValue(1_000_007);
    }

    @Test
    void countsFailuresInARowUntilTheNextSuccess() {
        watch.retrying("a");
        clock.pass(500);
        watch.retrying("b");
        assertThat(watch.retries()).hasValueSatisfying(retry -> {
            assertThat(retry.tries()).isEqualTo(2);
            assertThat(retry.since()).isEqualTo(Instant.ofEpochMilli(1_000_000));
            assertThat(retry.error()).isEqualTo("b");
        });
        watch.succeeded();
        assertThat(watch.retries()).isEmpty();
    }

    @Test
    void measuresTheShareOfTheLastMinuteThatAWaitTook() {
        watch.within(Place.LOG, () -> clock.pass(15_000));
        clock.pass(15_000);
        assertThat(watch.heldUp()).isEqualTo(0.5);
        assertThat(watch.heldUpBy()).contains(Place.LOG);
    }

    @Test
    void countsTheWaitThatIsStillGoingOn() {
        clock.pass(30_000);
        watch.within(Place.LOG, () -> {
            clock.pass(10_000);
            assertThat(watch.heldUp()).isEqualTo(0.25);
        });
    }

    @Test
    void forgetsAWaitOfMoreThanAMinuteAgo() {
        watch.within(Place.LOG, () -> clock.pass(30_000));
        clock.pass(60_000);
        assertThat(watch.heldUp()).isZero();
    }

    @Test
    void doesNotHoldUsualWaitsAgainstATask() {
        watch.within(Place.READ, () -> clock.pass(30_000));
        assertThat(watch.heldUp()).isZero();
    }
}
