package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.Activity;
import io.leat.runtime.TargetState;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BufferShareTest extends TaskHarness {

    private final TaskThreads small = threads(Duration.ofMillis(50), 400);
    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);
    private final ScriptedSink.Script sink = ScriptedSink.Script.named(script);

    @Test
    void aSourceBeyondItsShareIsNotPolledUntilTheLogHasTakenWhatItHolds() {
        log.faults().hold();
        LongStream.range(0, 100).forEach(number -> source.poll(record(number)));
        source(small, Map.of(), TargetState.STARTED);

        await().until(() -> small.details("src").get(0).activity(), Activity.BACKPRESSURED::equals);
        assertThat(small.details("src").get(0).reason()).contains("share of the worker's buffers");
        assertThat(small.details("src").get(0).bytesInFlight()).isBetween(400L, 600L);
        assertThat(source.polls).hasSizeGreaterThan(90);

        log.faults().release();
        await().until(() -> source.acknowledged.size() == 100);
        assertThat(source.acknowledged).isSorted();
    }

    @Test
    void aBatchLargerThanTheShareStillGoesThrough() {
        source.poll(record(TOPIC, 1, "x".repeat(5_000)), record(TOPIC, 2, "y".repeat(5_000)));
        source.poll(record(TOPIC, 3, "z"));
        source(small, Map.of(), TargetState.STARTED);

        await().until(() -> source.acknowledged.size() == 3);
    }

    @Test
    void aSinkReadsNoMoreThanItsShareAtOnce() {
        for (var i = 0; i < 20; i++) {
            write(TOPIC, 0, "v".repeat(300));
        }
        sink(small, Map.of(), TargetState.STARTED);

        await().until(() -> sink.values.size() == 20);
        assertThat(sink.batches).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(2));
    }
}
