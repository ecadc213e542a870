package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Edit;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.letters.ReplayFrom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SourceReplaysTest extends TaskHarness {

    private static final String DLQ = "dead";
    private static final String TRANSFORMS = "org.apache.kafka.connect.transforms.";

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);

    @Test
    void goesOnAtTheTransformThatFailedOnceItIsCorrected() throws InterruptedException {
        var letter = failAtCast();
        request(letter, Decision.none(letter).requested(ReplayFrom.STAGE, "ann", 1));
        source(withCast("f:string"));
        await().untilAsserted(() -> assertThat(values(TOPIC)).containsExactly("x1"));
        await().until(() -> state(letter) == LetterState.REPLAYED);
        assertThat(position()).as("a replay moves no position").contains(1L);
        assertThat(source.acknowledged).as("the connector has had its answer").isEmpty();
    }

    @Test
    void appliesAllTransformsToTheRecordAsPolledFromTheStart() throws InterruptedException {
        var letter = failAtCast();
        request(letter, Decision.none(letter).requested(ReplayFrom.START, "ann", 1));
        source(withCast("f:string"));
        await().untilAsserted(() -> assertThat(values(TOPIC)).containsExactly("x1"));
    }

    @Test
    void letsALetterWaitAgainThatFailsAgain() throws InterruptedException {
        var letter = failAtCast();
        request(letter, Decision.none(letter).requested(ReplayFrom.STAGE, "ann", 1));
        source(withCast("f:int32"));
        await().until(() -> state(letter) == LetterState.OPEN);
        var decision = decisions.of(letter.id()).orElseThrow();
        assertThat(decision.replays()).isEqualTo(1);
        assertThat(decision.fingerprint()).isEqualTo(letter.cause().fingerprint());
        assertThat(decision.by()).isEqualTo("task src-0");
        assertThat(log.records(DLQ, 0)).as("it is not written once more").hasSize(1);
        assertThat(values(TOPIC)).isEmpty();
    }

    @Test
    void lettersWaitAgainThatTheLogRefuses() {
        log.topics().create(TOPIC, 1, Map.of("max.message.bytes", "1000"));
        source.poll(record(TOPIC, 1, "x".repeat(2_000)));
        source(deadLetters());
        var letter = letter();
        request(letter, Decision.none(letter).requested(ReplayFrom.STAGE, "ann", 1));
        await().until(() -> decisions.of(letter.id()).orElseThrow().replays() == 1);
        assertThat(decisions
                        .of(letter.id())
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .stage())
                .isEqualTo("KAFKA_PRODUCE");
        assertThat(state(letter)).isEqualTo(LetterState.OPEN);
        assertThat(values(TOPIC)).isEmpty();
    }

    @Test
    void deliversTheCorrectedRecord() {
        source.poll(record(TOPIC, 1, "bad"));
        source(deadLetters());
        var letter = letter();
        var edit = new Edit(Optional.empty(), Optional.of(new Edit.Part(bytes("\"Z29vZA==\""))), Optional.empty());
        request(letter, Decision.none(letter).edited(edit, "ann", 1).requested(ReplayFrom.STAGE, "ann", 1));
        await().untilAsserted(() -> assertThat(values(TOPIC)).containsExactly("good"));
    }

    @Test
    void deliversAndMarksTogetherOrNotAtAll() throws InterruptedException {
        var letter = failAtCast();
        request(letter, Decision.none(letter).requested(ReplayFrom.STAGE, "ann", 1));
        log.faults().hold();
        var task = source(withCast("f:string"));
        await().until(() -> source.polled.get() > 4);
        task.abandon();
        log.faults().release();
        assertThat(task.await(Duration.ofSeconds(5))).isTrue();
        source(withCast("f:string"));
        await().until(() -> state(letter) == LetterState.REPLAYED);
        assertThat(values(TOPIC)).containsExactly("x1");
    }

    /** A letter of a record that the transform cast failed at; its task has stopped. */
    private Letter failAtCast() throws InterruptedException {
        source.poll(new SourceRecord(
                Map.of("p", "a"), Map.of("n", 1L), TOPIC, null, null, null, Schema.STRING_SCHEMA, "x1"));
        var task = source(withCast("f:int32"));
        var letter = letter();
        task.stop();
        assertThat(task.await(Duration.ofSeconds(5))).isTrue();
        return letter;
    }

    private static Map<String, String> deadLetters() {
        return Map.of("errors.tolerance", "all", "errors.deadletterqueue.topic.name", DLQ);
    }

    /** Wraps the value, casts it and takes it out: wrapped twice, it could not be cast. */
    private static Map<String, String> withCast(String spec) {
        var config = new HashMap<>(deadLetters());
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("transforms", "wrap,cast,unwrap");
        config.put("transforms.wrap.type", TRANSFORMS + "HoistField$Value");
        config.put("transforms.wrap.field", "f");
        config.put("transforms.cast.type", TRANSFORMS + "Cast$Value");
        config.put("transforms.cast.spec", spec);
        config.put("transforms.unwrap.type", TRANSFORMS + "ExtractField$Value");
        config.put("transforms.unwrap.field", "f");
        return config;
    }

    private Letter letter() {
        await().until(() ->
                log.topics().describe(DLQ).isPresent() && log.records(DLQ, 0).size() == 1);
        return Letter.of(log.records(DLQ, 0).get(0));
    }

    private void request(Letter letter, Decision decision) {
        decisions.write(Map.of(letter.id(), decision));
    }

    private LetterState state(Letter letter) {
        return decisions.of(letter.id()).orElseThrow().state();
    }
}
