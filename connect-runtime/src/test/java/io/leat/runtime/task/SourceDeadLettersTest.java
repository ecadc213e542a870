package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterKind;
import io.leat.runtime.letters.RecordJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceDeadLettersTest extends TaskHarness {

    private static final String DLQ = "dead";
    private static final Map<String, String> DEAD_LETTERS =
            Map.of("errors.tolerance", "all", "errors.deadletterqueue.topic.name", DLQ);

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);

    @BeforeEach
    void makeTopic() {
        log.topics().create(TOPIC, 1, Map.of("max.message.bytes", "1000"));
    }

    @Test
    void keepsWhatCouldNotBeConvertedAndGoesOn() {
        var bad = record(TOPIC, 2, "bad");
        bad.headers().addBytes("h", bytes("v"));
        source.poll(record(1), bad, record(3));
        source(DEAD_LETTERS);
        await().until(() -> source.acknowledged.size() == 2);
        var letter = onlyLetter();
        assertThat(values(TOPIC)).containsExactly("1", "3");
        assertThat(position()).contains(3L);
        assertThat(source.leftOut).containsExactly(2L);
        assertThat(letter.kind()).contains(LetterKind.SOURCE);
        assertThat(letter.connector()).isEqualTo("src");
        assertThat(letter.cause().stage()).isEqualTo("VALUE_CONVERTER");
        assertThat(letter.cause().className()).isEqualTo(BYTES);
        assertThat(letter.cause().message()).isEqualTo("cannot read this");
        assertThat(letter.transform()).contains("");
        var kept = RecordJson.sourceRecord(letter.atStage().orElseThrow());
        assertThat((byte[]) kept.value()).isEqualTo(bytes("bad"));
        assertThat(kept.sourceOffset()).isEqualTo(Map.of("n", 2L));
        assertThat((byte[]) kept.headers().lastWithName("h").value()).isEqualTo(bytes("v"));
    }

    @Test
    void keepsTheRecordAsItWasAtTheTransformThatFailedAndAsItWasPolled() {
        source.poll(new SourceRecord(
                Map.of("p", "a"), Map.of("n", 1L), TOPIC, null, null, null, Schema.STRING_SCHEMA, "not a number"));
        var config = new HashMap<>(DEAD_LETTERS);
        config.put("transforms", "wrap,cast");
        config.put("transforms.wrap.type", "org.apache.kafka.connect.transforms.HoistField$Value");
        config.put("transforms.wrap.field", "f");
        config.put("transforms.cast.type", "org.apache.kafka.connect.transforms.Cast$Value");
        config.put("transforms.cast.spec", "f:int32");
        source(config);
        await().until(() -> position().isPresent());
        var letter = onlyLetter();
        assertThat(letter.transform()).contains("cast");
        assertThat(letter.cause().stage()).isEqualTo("TRANSFORMATION");
        assertThat(RecordJson.sourceRecord(letter.atStage().orElseThrow())
                        .valueSchema()
                        .type())
                .isEqualTo(Schema.Type.STRUCT);
        assertThat(RecordJson.sourceRecord(letter.polled().orElseThrow()).value())
                .isEqualTo("not a number");
    }

    @Test
    void keepsWhatTheLogDoesNotTake() {
        source.poll(record(1), record(TOPIC, 2, "x".repeat(2_000)), record(3));
        source(DEAD_LETTERS);
        await().until(() -> source.acknowledged.size() == 2);
        assertThat(values(TOPIC)).containsExactly("1", "3");
        assertThat(onlyLetter().cause().stage()).isEqualTo("KAFKA_PRODUCE");
    }

    @Test
    void writesAgainWhatTheLogRefusedForAWhileOnceEach() {
        log.faults().failNextAppend(new KafkaStorageException("for a while"));
        source.poll(record(1), record(TOPIC, 2, "bad"), record(TOPIC, 3, "x".repeat(2_000)), record(4));
        source(DEAD_LETTERS);
        await().until(() -> source.acknowledged.size() == 2);
        assertThat(values(TOPIC)).containsExactly("1", "4");
        assertThat(log.records(DLQ, 0)).hasSize(2);
        assertThat(source.acknowledged).containsExactly(1L, 4L);
    }

    @Test
    void endsTheTaskAtALetterThatCannotBeWrittenAndDoesNotPassIt() {
        log.topics().create(DLQ, 1, Map.of("max.message.bytes", "100"));
        source.poll(record(1), record(TOPIC, 2, "bad"), record(3));
        source(DEAD_LETTERS);
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).hasMessageContaining("topic dead").hasMessageContaining("max.message.bytes");
        assertThat(values(TOPIC)).containsExactly("1");
        assertThat(position()).contains(1L);
    }

    @Test
    void makesItsTopicAgainIfSomebodyDeletesIt() {
        source.poll(record(1));
        source(DEAD_LETTERS);
        await().until(() -> source.acknowledged.size() == 1);
        log.topics().delete(DLQ);
        source.poll(record(TOPIC, 2, "bad"));
        await().until(() -> position().filter(at -> at == 2).isPresent());
        assertThat(onlyLetter().cause().stage()).isEqualTo("VALUE_CONVERTER");
    }

    private Letter onlyLetter() {
        var letters = log.records(DLQ, 0);
        assertThat(letters).hasSize(1);
        return Letter.of(List.copyOf(letters).get(0));
    }
}
