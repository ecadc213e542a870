package io.leat.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.Activity;
import io.leat.runtime.TaskDetail.Retrying;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityRuleTest {

    private static final long NOW = 10_000_000;

    private final List<Visit> visits = new ArrayList<>();
    private boolean running = true;
    private boolean paused;
    private boolean stopping;
    private boolean givenUp;
    private OptionalLong lastFlow = OptionalLong.empty();
    private Optional<Retrying> retrying = Optional.empty();
    private double heldUp;
    private Optional<Place> heldUpBy = Optional.empty();

    private ActivityRule.Decision decide() {
        return ActivityRule.decide(
                new Observations(
                        visits,
                        0,
                        running,
                        paused,
                        stopping,
                        givenUp,
                        lastFlow,
                        retrying,
                        heldUp,
                        heldUpBy,
                        Duration.ofSeconds(30)),
                NOW);
    }

    private void at(Place place, long seconds) {
        visits.add(new Visit(Thread.currentThread(), place, NOW - seconds * 1_000));
    }

    private void flowedBefore(long seconds) {
        lastFlow = OptionalLong.of(NOW - seconds * 1_000);
    }

    @ParameterizedTest(name = "for {1} s at {0}, last record {2} s ago: {3}")
    @CsvSource({
        "POLL,            3600, 3600, IDLE",
        "POLL,            3600,    5, FLOWING",
        "READ,            3600, 3600, IDLE",
        "ASSIGNMENT,      3600, 3600, IDLE",
        "PUT,               29, 3600, FLOWING",
        "PUT,               30,    5, STALLED",
        "PRE_COMMIT,        31, 3600, STALLED",
        "OPEN,              31, 3600, STALLED",
        "CLOSE,             31, 3600, STALLED",
        "COMMIT,            31, 3600, STALLED",
        "STOP,              31, 3600, STALLED",
        "PROCESS,          299, 3600, FLOWING",
        "PROCESS,          300, 3600, STALLED",
        "ACKNOWLEDGE,      299, 3600, FLOWING",
        "ACKNOWLEDGE,      300, 3600, STALLED",
        "RETRY,              1,    5, RETRYING",
        "LOG,                1,    5, BACKPRESSURED",
        "LOG,                0,    5, FLOWING",
        "CONNECTOR_PAUSE,    1, 3600, BACKPRESSURED",
        "PREDECESSOR,        0, 3600, STALLED",
    })
    void followsFromWhereTheThreadIs(Place place, long seconds, long lastRecord, Activity expected) {
        at(place, seconds);
        flowedBefore(lastRecord);

        assertThat(decide().activity()).isEqualTo(expected);
    }

    @Test
    void isStartingUntilStartReturns() {
        running = false;
        at(Place.START, 29);
        assertThat(decide().activity()).isEqualTo(Activity.STARTING);
    }

    @Test
    void isStalledWhenStartDoesNotReturn() {
        running = false;
        at(Place.START, 30);
        assertThat(decide().activity()).isEqualTo(Activity.STALLED);
        assertThat(decide().since()).isEqualTo(Instant.ofEpochMilli(NOW - 30_000));
    }

    @Test
    void aHangOfTheSecondThreadCountsToo() {
        at(Place.POLL, 1);
        at(Place.COMMIT, 30);
        assertThat(decide().activity()).isEqualTo(Activity.STALLED);
    }

    @Test
    void saysThatWhatWasGivenUpCannotBeReplaced() {
        givenUp = true;
        stopping = true;
        at(Place.PUT, 3);
        assertThat(decide().activity()).isEqualTo(Activity.STALLED);
        assertThat(decide().reason()).contains("cannot be replaced while it is inside put");
    }

    @Test
    void aSourceThatCannotReachItsServerIsNotIdle() {
        retrying = Optional.of(new Retrying(Instant.ofEpochMilli(5), 7, "connection refused"));
        assertThat(decide().activity()).isEqualTo(Activity.RETRYING);
        assertThat(decide().since()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(decide().reason()).contains("7 times").contains("connection refused");
    }

    @Test
    void aSourceThatPollsInVainIsIdleSinceTheLastRecord() {
        flowedBefore(60);
        assertThat(decide().activity()).isEqualTo(Activity.IDLE);
        assertThat(decide().since()).isEqualTo(Instant.ofEpochMilli(NOW - 60_000));
    }

    @Test
    void isHeldUpWhereThatTookHalfOfTheLastMinute() {
        flowedBefore(0);
        heldUp = 0.5;
        heldUpBy = Optional.of(Place.LOG);
        assertThat(decide().activity()).isEqualTo(Activity.BACKPRESSURED);
        assertThat(decide().reason()).contains("waiting for the log").contains("50 %");
    }

    @Test
    void whatWasAskedOfATaskExplainsMoreThanItsFlow() {
        flowedBefore(0);
        paused = true;
        assertThat(decide().activity()).isEqualTo(Activity.PAUSED);
        stopping = true;
        assertThat(decide().activity()).isEqualTo(Activity.STOPPING);
    }
}
