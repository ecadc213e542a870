package io.leat.runtime.task;

import io.leat.runtime.inspect.TaskTap;
import io.leat.runtime.ledger.Fate;
import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.pipeline.Failure;
import io.leat.runtime.pipeline.Held;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.Outgoing;
import io.leat.runtime.pipeline.SourcePipeline;
import io.leat.runtime.pipeline.Stage;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/** Takes the records of a poll through the pipeline and sends them on, in batches of bounded size. */
final class SourceSender implements Rejection, AutoCloseable {

    private final SourcePipeline pipeline;
    private final SourceTopics topics;
    private final SourceClient client;
    private final Outbox<PolledBatch> outbox;
    private final RecordFailures failures;
    /** How dead letters are written, if they are. */
    private final Optional<LetterForm> letters;

    private final TaskMetrics<SourceMetrics> metrics;
    private final SourceLedger ledger;
    private final TaskTap tap;
    private final Boundary boundary;

    SourceSender(SourceRun run) {
        var scope = run.scope();
        this.pipeline = run.pipeline();
        this.topics = run.topics();
        this.client = run.client();
        this.outbox = run.outbox();
        this.boundary = run.boundary();
        this.ledger = run.ledger();
        this.failures = new RecordFailures(scope, pipeline.policy());
        this.letters = pipeline.policy().deadLetters().map(topic -> new LetterForm(topic, scope));
        this.metrics = scope.metrics();
        this.tap = scope.tap();
    }

    /**
     * Sends what can be sent, and ends transactions where the boundary says so. Where a record ends the task, those before
     * it go out first, unless that would be half of a transaction of the connector's.
     *
     * @param now milliseconds since the epoch
     */
    void send(List<SourceRecord> records, long now) throws InterruptedException {
        ledger.polled(records.size());
        var left = records.size();
        var batch = new PolledBatch(left, this);
        for (var record : records) {
            left--;
            var outcome = client.send(pipeline.process(record));
            if (outcome instanceof Outcome.Passed<Outgoing> passed) {
                topics.ensure(passed.result().topic());
                batch.add(passed.result());
            } else if (outcome instanceof Outcome.Split<Outgoing> split) {
                split.results().forEach(piece -> topics.ensure(piece.topic()));
                batch.addPieces(split.results());
                metrics.flow().split(split.results().size() - 1);
            } else if (outcome instanceof Outcome.Failed<Outgoing> failed) {
                sendPart(batch);
                ledger.failed();
                throw failures.fatal(failed.failure(), position(record));
            } else if (outcome instanceof Outcome.DeadLettered<Outgoing> dead) {
                batch.replace(record, letter(record, dead.failure()));
            } else {
                batch.leaveOut(record, leaveOut(record, outcome));
            }
            var verdict = boundary.after(record);
            if (verdict != Boundary.Verdict.GO_ON) {
                end(batch, verdict);
                batch = new PolledBatch(left, this);
            } else if (batch.bytes() >= Outbox.APPEND_BYTES && left > 0) {
                send(batch, End.PART);
                batch = new PolledBatch(left, this);
            }
        }
        end(batch, boundary.afterPoll(records.size(), now));
    }

    private void end(PolledBatch batch, Boundary.Verdict verdict) throws InterruptedException {
        switch (verdict) {
            case GO_ON -> send(batch, End.PAUSE);
            case COMMIT -> commit(batch);
            case ABORT -> {
                ledger.sending(batch.countsIfDropped());
                outbox.abort(batch);
            }
        }
    }

    private void commit(PolledBatch batch) throws InterruptedException {
        send(batch, boundary.keepsPart() ? End.COMMIT : End.PAUSE);
        outbox.commitOpen();
    }

    private void sendPart(PolledBatch batch) throws InterruptedException {
        if (boundary.keepsPart()) {
            commit(batch);
        }
    }

    private void send(PolledBatch batch, End end) throws InterruptedException {
        if (batch.size() > 0) {
            if (tap.isOpen()) {
                tap.sent(batch.outgoing());
            }
            ledger.sending(batch.counts());
            outbox.send(batch, end);
        }
    }

    /** The task is paused: a transaction that the connector has begun stays open. */
    void pause() throws InterruptedException {
        end(new PolledBatch(0, this), boundary.atEnd());
    }

    /** The task stops in an orderly way; what is not committed then never will be. */
    void finish() throws InterruptedException {
        pause();
        outbox.giveUp();
    }

    /**
     * The outbox is closed: nothing more gets into the log.
     *
     * @param failure of the log, if that is what has ended the task
     */
    void conclude(Optional<Throwable> failure) {
        var why = failure.filter(Exception.class::isInstance)
                .map(Exception.class::cast)
                .orElseGet(() -> new TransactionAbortedException("The task ended before the record was in the log."));
        client.conclude(outbox.left(), why);
    }

    private Fate leaveOut(SourceRecord record, Outcome<Outgoing> outcome) {
        if (outcome instanceof Outcome.Skipped<Outgoing> skipped) {
            failures.leftOut(skipped.failure(), position(record), () -> content(record));
            return Fate.SKIPPED;
        }
        metrics.flow().filtered(1);
        return Fate.FILTERED;
    }

    /** The failure is counted and logged here; the letter goes out with the position that passes the record. */
    private LogEntry letter(SourceRecord record, Failure failure) {
        failures.leftOut(failure, position(record), () -> content(record));
        metrics.errors().deadLetter();
        return letters.orElseThrow().ofSource(record, failure);
    }

    @Override
    public boolean isCured(Outgoing record, KafkaException cause) {
        return cause instanceof UnknownTopicOrPartitionException && topics.recreate(record.topic());
    }

    @Override
    public Verdict judge(Outgoing record, KafkaException cause) {
        if (cause instanceof AuthorizationException) {
            // Not the record's fault: with errors.tolerance=all, every record would be left out.
            return new Verdict.End(cause);
        }
        var polled = record.polled();
        var failure = Failure.at(Stage.KAFKA_PRODUCE, cause.getClass().getName(), cause)
                .holding(Held.after(record.transformed()));
        metrics.errors().failure();
        if (!pipeline.policy().tolerant()) {
            ledger.failed();
            return new Verdict.End(failures.fatal(failure, position(polled)));
        }
        if (letters.isPresent()) {
            return new Verdict.LeftOut(letter(polled, failure));
        }
        failures.leftOut(failure, position(polled), () -> content(polled));
        return new Verdict.LeftOut(null);
    }

    @Override
    public RuntimeException unwritable(LogEntry entry, KafkaException cause) {
        metrics.errors().deadLetterFailure();
        ledger.failed();
        return new ConnectException(
                "A record could not be written to topic " + entry.topic() + ", and nothing passes it: "
                        + cause.getMessage()
                        + " If it is too large, raise the topic's max.message.bytes and restart the task.",
                cause);
    }

    @Override
    public void recreate(LogEntry entry) {
        topics.createLetters(entry.topic());
    }

    @Override
    public void close() {
        try {
            pipeline.close();
        } finally {
            client.close();
        }
    }

    private static String position(SourceRecord record) {
        return "source partition " + record.sourcePartition() + ", source offset " + record.sourceOffset()
                + " for topic " + record.topic();
    }

    private static String content(SourceRecord record) {
        return "key " + record.key() + ", value " + record.value();
    }
}
