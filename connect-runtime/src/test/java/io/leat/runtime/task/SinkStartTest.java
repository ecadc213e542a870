package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.assign.Fatal;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.WriterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a sink starts that has committed nothing: {@code consumer.override.auto.offset.reset}. */
class SinkStartTest extends TaskHarness {

    private final ScriptedSink.Script sink = ScriptedSink.Script.named(script);

    /** One record of 1970 and one of this moment. */
    @BeforeEach
    void write() {
        write(TOPIC, 0, "old");
        try (var writer = log.writer(new WriterSpec("test", Optional.empty(), true, Map.of()))) {
            writer.add(TOPIC, 0, -1, null, bytes("new"), List.of());
            writer.append().join();
        }
    }

    @Test
    void withTheFirstRecordIfNothingElseIsSaid() {
        sink(Map.of());

        await().until(() -> sink.values, List.of("old", "new")::equals);
    }

    @Test
    void withTheFirstRecordOfATimeBeforeThePresent() {
        sink(reset("by_duration:PT1H"));

        await().until(() -> sink.values, List.of("new")::equals);
    }

    @Test
    void atTheEnd() {
        sink(reset("latest"));
        await().until(() -> sink.events.contains("open [t-0]"));

        write(TOPIC, 0, "newer");

        await().until(() -> sink.values, List.of("newer")::equals);
    }

    @Test
    void nowhereWhichFailsTheTaskAndSaysWhatToDo() {
        sink(reset("none"));

        await().until(() -> listener.failure != null);
        assertThat(listener.failure)
                .hasMessageContaining("Connector snk has no offset to read from")
                .hasMessageContaining("t-0")
                .hasMessageContaining("PATCH /connectors/snk/offsets");
        assertThat(Fatal.isFatal(listener.failure)).as("no restart helps").isTrue();
        assertThat(sink.values).isEmpty();
    }

    @Test
    void whereTheCommittedOffsetIsEvenIfThereWouldBeNowhereElse() {
        commit(1);

        sink(reset("none"));

        await().until(() -> sink.values, List.of("new")::equals);
    }

    @Test
    void aCommittedOffsetThatDoesNotExistFailsTheTaskIfThereIsNowhereElse() {
        commit(9);

        sink(reset("none"));

        await().until(() -> listener.failure != null);
        assertThat(listener.failure).hasMessageContaining("t-0").hasMessageContaining("auto.offset.reset is none");
    }

    @Test
    void aTimeThatCannotBeIsAnErrorOfItsKey() {
        sink(reset("by_duration:yesterday"));

        await().until(() -> listener.failure != null);
        assertThat(listener.failure)
                .hasMessageContaining("consumer.override.auto.offset.reset")
                .hasMessageContaining("by_duration:<duration>");
    }

    private static Map<String, String> reset(String to) {
        return Map.of("consumer.override.auto.offset.reset", to);
    }

    private void commit(long offset) {
        var spec = new ReaderSpec("test", Optional.of("connect-snk"), true, 1, 1, Map.of());
        try (var reader = log.reader(spec)) {
            reader.commit(Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(offset)))
                    .join();
        }
    }
}
