package io.leat.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.leat.runtime.DeadLetterQueue.Correction;
import io.leat.runtime.DeadLetterQueue.Filter;
import io.leat.runtime.DeadLetterQueue.Part;
import io.leat.runtime.DeadLetterQueue.Selection;
import io.leat.runtime.DeadLetterQueue.Summary;
import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Edit;
import io.leat.runtime.letters.LetterCause;
import io.leat.runtime.letters.LetterHeaders;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.letters.RecordJson;
import io.leat.runtime.letters.ReplayFrom;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.state.DecisionStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterQueueTest {

    private static final String DLQ = "dlq";
    private static final Selection ALL = new Selection(List.of(), Optional.empty());

    private final WorkerFixture fixture = new WorkerFixture();
    private LocalWorker worker;
    private DeadLetterQueue queue;

    @BeforeEach
    void start() {
        worker = fixture.start();
        worker.create(
                "src",
                WorkerFixture.config("errors.deadletterqueue.topic.name", DLQ, "errors.tolerance", "all"),
                TargetState.STARTED);
        worker.create("other", WorkerFixture.config(), TargetState.STARTED);
        queue = worker.deadLetters();
        fixture.log.topics().create(DLQ, 1, Map.of());
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void listsLettersOfTheConnectorPageByPage() {
        fail("src", "a is 1", "elsewhere:a is 1", "b", "c");
        var first = queue.list("src", filter(2, Optional.empty()));
        assertThat(first.letters()).extracting(Summary::message).containsExactly("a is 1", "b");
        assertThat(first.letters().get(0).id()).isEqualTo("dlq-0-0");
        assertThat(first.letters().get(0).position().sourceOffset()).isEqualTo("{\"n\":5}");
        var second = queue.list("src", filter(2, first.next()));
        assertThat(second.letters()).extracting(Summary::message).containsExactly("c");
        assertThat(second.next()).isEmpty();
        assertThat(queue.list("other", filter(2, Optional.empty())).letters()).isEmpty();
    }

    @Test
    void groupsLettersByCauseAndKeepsTheCountsWhenTheyAreDecided() {
        fail("src", "a is 1", "a is 2", "b");
        assertThat(queue.groups("src").groups())
                .extracting(DeadLetterQueue.Group::message, DeadLetterQueue.Group::open)
                .containsExactly(tuple("a is 1", 2L), tuple("b", 1L));
        var cause = queue.groups("src").groups().get(0).cause();
        assertThat(queue.drop("src", new Selection(List.of(), Optional.of(cause)), "old", "ann")
                        .count())
                .isEqualTo(2);
        fail("src", "a is 3");
        var groups = queue.groups("src").groups();
        assertThat(groups.stream().filter(group -> group.cause().equals(cause)).findFirst())
                .hasValueSatisfying(group -> {
                    assertThat(group.open()).isEqualTo(1);
                    assertThat(group.dropped()).isEqualTo(2);
                });
        assertThat(open()).isEqualTo(2);
    }

    @Test
    void remembersWhoDroppedALetterAndWhy() {
        fail("src", "a");
        queue.drop("src", only("dlq-0-0"), "a test", "ann");
        var letter = queue.letter("src", "dlq-0-0");
        assertThat(letter.summary().state()).isEqualTo("dropped");
        assertThat(letter.decided().by()).isEqualTo("ann");
        assertThat(letter.decided().reason()).isEqualTo("a test");
        assertThatThrownBy(() -> queue.drop("src", only("dlq-0-0"), "", "bob"))
                .isInstanceOf(RequestException.Conflict.class)
                .hasMessageContaining("dropped already");
        assertThatThrownBy(() -> queue.drop("src", only("dlq-0-9"), "", "bob"))
                .isInstanceOf(RequestException.NotFound.class);
    }

    @Test
    void asksTheTasksToReplayAndOutlivesARestart() {
        fail("src", "a", "b");
        assertThat(queue.replay("src", ALL, Optional.empty(), "ann").count()).isEqualTo(2);
        queue = fixture.restart().deadLetters();
        assertThat(queue.list(
                                "src",
                                new Filter(
                                        Optional.of("replaying"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        10,
                                        Optional.empty()))
                        .letters())
                .hasSize(2);
        assertThat(queue.replay("src", ALL, Optional.empty(), "ann").count()).isZero();
    }

    @Test
    void replaysALetterOnlySoOftenUntilItIsEdited() {
        fail("src", "a", "b");
        queue.drop("src", only("dlq-0-1"), "", "ann"); // from here on the worker follows what tasks decide
        inVain("dlq-0-0", 3);
        assertThatThrownBy(() -> queue.replay("src", only("dlq-0-0"), Optional.empty(), "ann"))
                .isInstanceOf(RequestException.Conflict.class)
                .hasMessageContaining("replayed 3 times in vain (errors.replay.max)");
        queue.edit("src", "dlq-0-0", new Correction(null, new Part("\"good\"".getBytes(UTF_8)), null), "ann");
        assertThat(queue.replay("src", only("dlq-0-0"), Optional.empty(), "ann").count())
                .isEqualTo(1);
    }

    @Test
    void showsTheCorrectedRecordAndRefusesOneThatDoesNotFit() {
        fail("src", "a");
        var edited =
                queue.edit("src", "dlq-0-0", new Correction(null, new Part("\"good\"".getBytes(UTF_8)), null), "ann");
        assertThat(RecordJson.sourceRecord(edited.record().orElseThrow()).value())
                .isEqualTo("good");
        assertThat(edited.summary().edited()).isTrue();
        assertThatThrownBy(() ->
                        queue.edit("src", "dlq-0-0", new Correction(null, new Part("5".getBytes(UTF_8)), null), "ann"))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("asks for a string");
    }

    @Test
    void doesNotReplayWhatDoesNotSayWhereItComesFrom() {
        append(new RecordHeaders());
        assertThatThrownBy(() -> queue.replay("src", only("dlq-0-0"), Optional.empty(), "ann"))
                .isInstanceOf(RequestException.Conflict.class)
                .hasMessageContaining("errors.deadletterqueue.replay.enable");
    }

    @Test
    void namesATransformThatTheConnectorNoLongerHas() {
        failAt("src", "mask", "a");
        assertThatThrownBy(() -> queue.replay("src", only("dlq-0-0"), Optional.of("stage"), "ann"))
                .hasMessageContaining("no transform mask any more");
        assertThat(queue.replay("src", only("dlq-0-0"), Optional.empty(), "ann").count())
                .as("it begins at the start")
                .isEqualTo(1);
    }

    @Test
    void asksForAnInputThatItUnderstands() {
        assertThatThrownBy(() -> queue.list(
                        "src",
                        new Filter(Optional.of("lost"), Optional.empty(), Optional.empty(), 10, Optional.empty())))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("open, replaying, replayed or dropped");
        assertThatThrownBy(() -> queue.replay("src", ALL, Optional.of("end"), "ann"))
                .isInstanceOf(RequestException.Invalid.class);
        assertThatThrownBy(() -> queue.groups("none")).isInstanceOf(RequestException.NotFound.class);
        assertThatThrownBy(() -> queue.letter("src", "x")).isInstanceOf(RequestException.NotFound.class);
    }

    private static Filter filter(int limit, Optional<String> after) {
        return new Filter(Optional.empty(), Optional.empty(), Optional.empty(), limit, after);
    }

    private static Selection only(String id) {
        return new Selection(List.of(id), Optional.empty());
    }

    private double open() {
        return worker.metrics().samples().stream()
                .filter(sample -> sample.name().equals("leat_connector_dead_letters_open"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** Letters with these messages; {@code elsewhere:} gives one to another connector. */
    private void fail(String connector, String... messages) {
        for (var message : messages) {
            var foreign = message.startsWith("elsewhere:");
            failAt(foreign ? "foreign" : connector, "", message);
        }
    }

    private void failAt(String connector, String transform, String message) {
        var headers = new RecordHeaders();
        var cause = LetterCause.of("VALUE_CONVERTER", "value converter", "c.C", new IllegalStateException(message));
        LetterHeaders.addFailure(headers, new ConnectorTaskId(connector, 0), cause, 1_000, text -> text);
        LetterHeaders.addSource(headers);
        LetterHeaders.addTransform(headers, transform);
        append(headers);
    }

    private void append(RecordHeaders headers) {
        var record = new SourceRecord(Map.of("p", "a"), Map.of("n", 5L), "t", null, Schema.STRING_SCHEMA, "bad");
        try (var writer = fixture.log.writer(new WriterSpec("test", Optional.empty(), true, Map.of()))) {
            writer.add(DLQ, 0, 1_000, null, RecordJson.of(record), headers);
            writer.append().join();
        }
    }

    /** As if tasks had tried the letter so often. */
    private void inVain(String id, int times) {
        try (var store = new DecisionStore(fixture.log)) {
            var cause = LetterCause.of("TASK_PUT", "delivering", "c.C", new IllegalStateException("again"));
            store.write(Map.of(
                    LetterId.parse(id).orElseThrow(),
                    new Decision(
                            "src",
                            LetterState.OPEN,
                            "task src-0",
                            "",
                            1,
                            times,
                            ReplayFrom.STAGE,
                            Edit.NONE,
                            "x",
                            Optional.of(cause))));
        }
    }
}
