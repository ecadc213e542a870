package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.Activity;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RateLimitTest extends TaskHarness {

    private static final Map<String, String> ONE_A_SECOND = Map.of("rate.limit.records.per.second", "1");

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);
    private final ScriptedSink.Script sink = ScriptedSink.Script.named(script);

    private void awaitBackPressure(String connector) {
        await().until(() -> tasks.details(connector).get(0).activity(), Activity.BACKPRESSURED::equals);
        assertThat(tasks.details(connector).get(0).reason()).contains("rate limit");
    }

    @Test
    void aSourceIsNotPolledWhileItOwes() {
        source.poll(record(1), record(2), record(3), record(4), record(5));
        source.poll(record(6));
        source(ONE_A_SECOND);

        await().until(() -> values(TOPIC).size() == 5);
        awaitBackPressure("src");
        assertThat(source.polls).as("of four seconds").hasSize(1);
    }

    @Test
    void aSourceThatOwesStopsAtOnce() throws InterruptedException {
        source.poll(record(1), record(2), record(3), record(4), record(5));
        var task = source(Map.of("rate.limit.bytes.per.second", "1"));
        awaitBackPressure("src");

        task.stop();
        assertThat(task.await(Duration.ofSeconds(10))).isTrue();
        assertThat(listener.events).last().isEqualTo("stopped");
    }

    @Test
    void aSinkThatOwesReadsNothingButCommits() {
        write(TOPIC, 0, "a", "b", "c", "d", "e", "f", "g", "h");
        sink(ONE_A_SECOND);
        await().until(() -> sink.values.size() == 8);

        write(TOPIC, 0, "i");
        awaitBackPressure("snk");
        await().until(() -> committed(TOPIC, 0).isPresent());
        assertThat(sink.values).as("of seven seconds").hasSize(8);
    }

    @Test
    void refusesARateThatIsNone() {
        assertThatThrownBy(() -> RateLimit.of(Map.of("rate.limit.bytes.per.second", "1MB"), Clock.systemUTC()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rate.limit.bytes.per.second");
    }
}
