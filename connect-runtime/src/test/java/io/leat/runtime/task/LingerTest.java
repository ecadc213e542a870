package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How {@code linger.ms} and {@code batch.size} hold appends back. */
class LingerTest extends TaskHarness {

    private static final String AN_HOUR = "3600000";

    @Test
    void whatLingersIsWrittenAtTheLatestWhenTheTaskEnds() throws InterruptedException {
        var polls = ScriptedSource.Script.named(script);
        var task = source(Map.of("producer.override.linger.ms", AN_HOUR));
        polls.poll(record(1));
        polls.poll(record(2));
        var seen = polls.polled.get();
        await().until(() -> polls.polls.isEmpty() && polls.polled.get() > seen + 3);
        assertThat(values(TOPIC)).isEmpty();

        task.stop();

        assertThat(task.await(Duration.ofSeconds(20))).isTrue();
        assertThat(values(TOPIC)).containsExactly("1", "2");
        assertThat(polls.acknowledged).containsExactly(1L, 2L);
        assertThat(position()).contains(2L);
    }

    @Test
    void aFullBatchDoesNotLinger() {
        var polls = ScriptedSource.Script.named(script);
        source(Map.of("producer.override.linger.ms", AN_HOUR, "producer.override.batch.size", "100"));
        polls.poll(record(TOPIC, 1, "x".repeat(200)));

        await().until(() -> polls.acknowledged, List.of(1L)::equals);
    }

    @Test
    void anAppendGoesOutWhenItsTimeIsUp() {
        var polls = ScriptedSource.Script.named(script);
        source(Map.of("producer.override.linger.ms", "50"));
        polls.poll(record(1));

        await().until(() -> polls.acknowledged, List.of(1L)::equals);
    }
}
