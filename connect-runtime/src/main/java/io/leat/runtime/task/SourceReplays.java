package io.leat.runtime.task;

import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterCause;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.letters.RecordJson;
import io.leat.runtime.letters.ReplayFrom;
import io.leat.runtime.pipeline.Failure;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.Outgoing;
import io.leat.runtime.pipeline.SourcePipeline;
import io.leat.runtime.pipeline.Stage;
import io.leat.runtime.state.Decisions;
import io.leat.runtime.state.LetterTopic;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Takes dead letters of a source through the pipeline again, between two polls of its task 0. What comes of a letter and
 * the decision that says so are one append, so that it is delivered once, or still waits.
 */
final class SourceReplays {

    /** Between two polls, so that a big replay leaves the connector its turn. */
    private static final int MOST_AT_ONCE = 100;

    private final Decisions decisions;
    private final LetterTopic letters;
    private final SourcePipeline pipeline;
    private final SourceTopics topics;
    private final SourceClient client;
    private final Outbox<PolledBatch> outbox;
    private final SourceLedger ledger;
    private final TaskScope<?> scope;
    private final Set<LetterId> underWay = new HashSet<>();
    private boolean refreshed;

    SourceReplays(Decisions decisions, LetterTopic letters, SourceRun run) {
        this.decisions = decisions;
        this.letters = letters;
        this.pipeline = run.pipeline();
        this.topics = run.topics();
        this.client = run.client();
        this.outbox = run.outbox();
        this.ledger = run.ledger();
        this.scope = run.scope();
    }

    /** Sends what waits, some of it. */
    void run() throws InterruptedException {
        if (scope.id().task() != 0) {
            return;
        }
        refreshOnce();
        var waiting = decisions.replaying(scope.id().connector());
        underWay.retainAll(waiting);
        if (waiting.isEmpty() || !scope.spec().current().getAsBoolean()) {
            return; // they were asked for with the configuration that this task is to be restarted with
        }
        var sent = 0;
        for (var id : waiting) {
            if (sent < MOST_AT_ONCE && !scope.control().isStopping() && underWay.add(id)) {
                replay(id);
                sent++;
            }
        }
    }

    /** What an earlier run of the task has delivered may be in the log and not yet seen. */
    private void refreshOnce() {
        if (!refreshed) {
            decisions.refresh();
            refreshed = true;
        }
    }

    private void replay(LetterId id) throws InterruptedException {
        var asked = decisions.of(id);
        if (asked.isEmpty()) {
            return;
        }
        var letter = letters.read(id);
        if (letter.isEmpty()) {
            decisions.write(Map.of(id, asked.get().dropped(by(), "it is no longer in its topic", now())));
        } else {
            replay(letter.get(), asked.get());
        }
    }

    private void replay(Letter letter, Decision asked) throws InterruptedException {
        var outcome = client.send(process(letter, asked));
        if (outcome instanceof Outcome.Passed<Outgoing> passed) {
            send(letter, asked, List.of(passed.result()), asked.replayed("delivered", by(), now()));
        } else if (outcome instanceof Outcome.Split<Outgoing> split) {
            send(letter, asked, split.results(), asked.replayed("delivered", by(), now()));
        } else if (outcome instanceof Outcome.Filtered<Outgoing>) {
            send(letter, asked, List.of(), asked.replayed("left out by a transform", by(), now()));
        } else if (scope.control().isStopping()) {
            underWay.remove(letter.id()); // a try may have been cut short: the next run of the task makes it again
        } else {
            send(
                    letter,
                    asked,
                    List.of(),
                    returned(asked, Replays.failure(outcome).letterCause()));
        }
    }

    private Outcome<Outgoing> process(Letter letter, Decision asked) {
        try {
            return asked.from() == ReplayFrom.START
                    ? pipeline.process(RecordJson.sourceRecord(
                            RecordJson.edited(letter.polled().orElseThrow(), asked.edit())))
                    : pipeline.resume(
                            RecordJson.sourceRecord(
                                    RecordJson.edited(letter.atStage().orElseThrow(), asked.edit())),
                            letter.transform().orElse(""));
        } catch (RuntimeException e) { // what the letter holds may be anybody's
            return new Outcome.Failed<>(Failure.at(Stage.KAFKA_CONSUME, RecordJson.class.getName(), e));
        }
    }

    private Decision returned(Decision asked, LetterCause cause) {
        return asked.returned(Replays.masked(cause, scope), by(), now());
    }

    private void send(Letter letter, Decision asked, List<Outgoing> records, Decision decided)
            throws InterruptedException {
        var batch = new PolledBatch(records.size() + 1, new Refusal(letter, asked));
        records.forEach(record -> topics.ensure(record.topic()));
        batch.addReplayed(records, entry(letter, decided), decided.state());
        ledger.sending(batch.counts());
        outbox.send(batch);
    }

    private LogEntry entry(Letter letter, Decision decided) {
        var encoded = decisions.encode(letter.id(), decided);
        return new LogEntry(
                decisions.topic(), encoded.partition(), Outgoing.NOW, encoded.key(), encoded.value(), List.of());
    }

    private String by() {
        return "task " + scope.id();
    }

    private long now() {
        return scope.clock().millis();
    }

    /** What the log does not take of a replayed letter lets it wait again. */
    private final class Refusal implements Rejection {

        private final Letter letter;
        private final Decision asked;

        Refusal(Letter letter, Decision asked) {
            this.letter = letter;
            this.asked = asked;
        }

        @Override
        public boolean isCured(Outgoing record, KafkaException cause) {
            return cause instanceof UnknownTopicOrPartitionException && topics.recreate(record.topic());
        }

        @Override
        public Verdict judge(Outgoing record, KafkaException cause) {
            if (cause instanceof AuthorizationException) {
                return new Verdict.End(cause);
            }
            var failure = Failure.at(Stage.KAFKA_PRODUCE, cause.getClass().getName(), cause);
            return new Verdict.LeftOut(entry(letter, returned(asked, failure.letterCause())));
        }

        @Override
        public RuntimeException unwritable(LogEntry entry, KafkaException cause) {
            ledger.failed();
            return new ConnectException(
                    "What became of " + letter.describe() + " could not be written to topic " + entry.topic() + ": "
                            + cause.getMessage(),
                    cause);
        }

        @Override
        public void recreate(LogEntry entry) {
            topics.createDecisions(entry.topic());
        }
    }
}
