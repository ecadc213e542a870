package io.leat.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.RequestException;
import io.leat.runtime.Taps.Tapped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class OpenTapTest {

    private static final Duration NOW = Duration.ZERO;

    private final AtomicLong nanos = new AtomicLong();
    private final TapPoints points = new TapPoints();
    private final TaskTap task = points.of(new ConnectorTaskId("c", 3), text -> text.replace("secret", "[hidden]"));

    @Test
    void showsRecordsWithWhereTheyComeFrom() throws InterruptedException {
        try (var tap = points.open("c", 10)) {
            task.delivered(records(1));

            var shown = tap.next(NOW).orElseThrow();
            assertThat(shown.task()).isEqualTo(3);
            assertThat(shown.position()).containsEntry("topic", "t").containsEntry("offset", 0L);
            assertThat(shown.record().value().data()).isEqualTo("value 0");
        }
    }

    @Test
    void takesASampleOutOfTheWholeBatchAndCountsTheRest() throws InterruptedException {
        try (var tap = points.open("c", 4)) {
            task.delivered(records(100));

            assertThat(all(tap))
                    .extracting(each -> each.position().get("offset"))
                    .containsExactly(0L, 25L, 50L, 75L);
        }
    }

    @Test
    void admitsSoManyPerSecond() {
        var tap = new OpenTap(5, nanos::get, closed -> {});

        assertThat(tap.admit(3)).isEqualTo(3);
        assertThat(tap.admit(3)).isEqualTo(2);
        assertThat(tap.admit(3)).isZero();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(tap.admit(3)).isEqualTo(3);
    }

    @Test
    void tellsHowManyRecordsWereNotShown() throws InterruptedException {
        try (var tap = points.open("c", 1)) {
            task.delivered(records(10));

            assertThat(tap.next(NOW).orElseThrow().missed()).isEqualTo(9);
        }
    }

    @Test
    void neverMakesATaskWait() throws InterruptedException {
        try (var tap = points.open("c", 100_000)) {
            task.delivered(records(1000));

            assertThat(all(tap)).hasSize(256);
        }
    }

    @Test
    void takesSecretsOfTheConfigurationOutOfTexts() throws InterruptedException {
        try (var tap = points.open("c", 1)) {
            task.delivered(List.of(new SinkRecord("t", 0, null, null, null, "my secret", 0)));

            assertThat(tap.next(NOW).orElseThrow().record().value().data()).isEqualTo("my [hidden]");
        }
    }

    @Test
    void costsNothingOnceItIsClosed() {
        points.open("c", 1).close();

        assertThat(task.isOpen()).isFalse();
    }

    @Test
    void refusesTheNinthUntilOneIsClosed() {
        var open = IntStream.range(0, 8).mapToObj(i -> points.open("c" + i, 1)).toList();

        assertThatThrownBy(() -> points.open("c", 1)).isInstanceOf(RequestException.Conflict.class);
        open.get(0).close();
        open.get(0).close();
        points.open("c", 1).close();
    }

    private static List<Tapped> all(OpenTap tap) throws InterruptedException {
        var shown = new ArrayList<Tapped>();
        for (var next = tap.next(NOW); next.isPresent(); next = tap.next(NOW)) {
            shown.add(next.get());
        }
        return shown;
    }

    private static List<SinkRecord> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SinkRecord("t", 0, null, null, null, "value " + i, i))
                .toList();
    }
}
