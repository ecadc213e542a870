package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Edit;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.letters.ReplayFrom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class SinkReplaysTest extends TaskHarness {

    private static final String DLQ = "dead";
    private static final Map<String, String> DEAD_LETTERS = Map.of(
            "errors.tolerance", "all",
            "errors.deadletterqueue.topic.name", DLQ,
            "errors.deadletterqueue.replay.enable", "true");

    private final ScriptedSink.Script sink = ScriptedSink.Script.named(script);

    @Test
    void putsTheCorrectedRecordInItsOldPlaceAndMarksItOnceTheConnectorVouches() {
        write(TOPIC, 0, "a", "bad", "b");
        sink(DEAD_LETTERS);
        var letter = letter();
        assertThat(letter.ownHeaders()).isEmpty();
        request(letter, edited(letter, "good").requested(ReplayFrom.START, "ann", 1));
        await().until(() -> state(letter) == LetterState.REPLAYED);
        assertThat(sink.values).containsExactly("a", "b", "good");
        var replayed = sink.records.get(2);
        assertThat(replayed.kafkaOffset()).isEqualTo(1);
        assertThat(replayed.originalKafkaOffset()).isEqualTo(1);
        assertThat(replayed.timestamp()).isEqualTo(1_000);
        assertThat(committed(TOPIC, 0)).contains(3L);
    }

    @Test
    void putsWhatTheConnectorReportedWithoutTransformingItAgain() {
        write(TOPIC, 0, "a");
        reportNext();
        var config = new HashMap<>(DEAD_LETTERS);
        config.put("transforms", "wrap");
        config.put("transforms.wrap.type", "org.apache.kafka.connect.transforms.HoistField$Value");
        config.put("transforms.wrap.field", "f");
        sink(config);
        var letter = letter();
        request(letter, Decision.none(letter).requested(ReplayFrom.STAGE, "ann", 1));
        await().until(() -> state(letter) == LetterState.REPLAYED);
        assertThat(((Struct) sink.records.get(1).value()).get("f")).isEqualTo(bytes("a"));
    }

    @Test
    void letsALetterWaitAgainThatIsReportedAgain() {
        write(TOPIC, 0, "a");
        reportNext();
        reportNext();
        sink(DEAD_LETTERS);
        var letter = letter();
        request(letter, Decision.none(letter).requested(ReplayFrom.STAGE, "ann", 1));
        await().until(() -> state(letter) == LetterState.OPEN);
        var decision = decisions.of(letter.id()).orElseThrow();
        assertThat(decision.replays()).isEqualTo(1);
        assertThat(decision.failure().orElseThrow().message()).isEqualTo("refused [hidden]");
        assertThat(log.records(DLQ, 0)).as("it is not written once more").hasSize(1);
    }

    @Test
    void letsALetterWaitAgainThatStillCannotBeConverted() {
        write(TOPIC, 0, "bad");
        sink(DEAD_LETTERS);
        var letter = letter();
        request(letter, Decision.none(letter).requested(ReplayFrom.START, "ann", 1));
        await().until(() -> state(letter) == LetterState.OPEN);
        assertThat(decisions.of(letter.id()).orElseThrow().replays()).isEqualTo(1);
        assertThat(listener.events).doesNotContain("failed");
    }

    @Test
    void aLetterThatEndsTheTaskIsNotTriedAgainByItself() {
        write(TOPIC, 0, "bad");
        sink(DEAD_LETTERS);
        var letter = letter();
        sink.onPut(records -> {
            throw new IllegalStateException("cannot take this");
        });
        request(letter, edited(letter, "worse").requested(ReplayFrom.START, "ann", 1));
        await().until(() -> listener.events.contains("failed"));
        assertThat(state(letter)).isEqualTo(LetterState.OPEN);
        assertThat(listener.failure).hasMessageContaining(letter.id().toString());
    }

    @Test
    void isPutAgainIfTheTaskDiesBetweenDeliveryAndMark() throws InterruptedException {
        write(TOPIC, 0, "bad");
        sink.preCommit = offsets -> Map.of();
        var first = sink(DEAD_LETTERS);
        var letter = letter();
        request(letter, edited(letter, "good").requested(ReplayFrom.START, "ann", 1));
        await().until(() -> sink.values.contains("good"));
        var before = sink.events.size();
        await().until(() -> sink.events.size() > before + 2);
        assertThat(state(letter)).as("nobody vouches for it").isEqualTo(LetterState.REPLAYING);
        first.abandon();
        assertThat(first.await(Duration.ofSeconds(5))).isTrue();
        sink.preCommit = offsets -> offsets;
        sink(DEAD_LETTERS);
        await().until(() -> state(letter) == LetterState.REPLAYED);
        assertThat(sink.values).containsExactly("good", "good");
    }

    @Test
    void givesALetterUpThatTheConnectorAsksForAgainAndAgain() {
        write(TOPIC, 0, "bad");
        sink(DEAD_LETTERS);
        var letter = letter();
        for (var i = 0; i < 10; i++) {
            sink.onPut(records -> {
                sink.context.timeout(1);
                throw new RetriableException("not now");
            });
        }
        request(letter, edited(letter, "good").requested(ReplayFrom.START, "ann", 1));
        await().until(() -> state(letter) == LetterState.OPEN);
        write(TOPIC, 0, "next");
        await().untilAsserted(() -> assertThat(sink.values).containsExactly("next"));
    }

    @Test
    void waitsForTheTaskThatIsMadeOfThePresentConfiguration() {
        write(TOPIC, 0, "bad");
        sink(DEAD_LETTERS);
        var letter = letter();
        isCurrent = false;
        request(letter, edited(letter, "good").requested(ReplayFrom.START, "ann", 1));
        write(TOPIC, 0, "next");
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(2L));
        assertThat(sink.values).containsExactly("next");
        isCurrent = true;
        await().until(() -> state(letter) == LetterState.REPLAYED);
    }

    @Test
    void isReplayedByTheTaskThatReadsItsPartition() {
        write(TOPIC, 0, "bad");
        sink(DEAD_LETTERS);
        var letter = letter();
        request(letter, edited(letter, "good").requested(ReplayFrom.START, "ann", 1));
        await().until(() -> state(letter) == LetterState.REPLAYED);
        assertThat(decisions.of(letter.id()).orElseThrow().by()).isEqualTo("task snk-0");
        assertThat(decisions.of(letter.id()).orElseThrow().edit().isEmpty())
                .as("what is done with is not kept")
                .isTrue();
    }

    private void reportNext() {
        sink.onPut(records -> {
            for (var record : new ArrayList<>(records)) {
                var unused = sink.context.errantRecordReporter().report(record, new DataException("refused " + SECRET));
            }
        });
    }

    private static Decision edited(Letter letter, String value) {
        var edit = new Edit(Optional.empty(), Optional.of(new Edit.Part(bytes(value))), Optional.empty());
        return Decision.none(letter).edited(edit, "ann", 1);
    }

    private Letter letter() {
        await().until(() ->
                log.topics().describe(DLQ).isPresent() && log.records(DLQ, 0).size() == 1);
        return Letter.of(List.copyOf(log.records(DLQ, 0)).get(0));
    }

    private void request(Letter letter, Decision decision) {
        decisions.write(Map.of(letter.id(), decision));
    }

    private LetterState state(Letter letter) {
        return decisions.of(letter.id()).orElseThrow().state();
    }
}
