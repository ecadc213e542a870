package io.leat.runtime.task;

import io.leat.runtime.ledger.Fate;
import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.pipeline.Failure;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.Outgoing;
import io.leat.runtime.pipeline.SourcePipeline;
import io.leat.runtime.pipeline.Stage;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.source.SourceRecord;

/** Takes the records of a poll through the pipeline and sends them on, in batches of bounded size. */
final class SourceSender implements PolledBatch.Rejection, AutoCloseable {

    private final SourcePipeline pipeline;
    private final SourceTopics topics;
    private final Outbox<PolledBatch> outbox;
    private final RecordFailures failures;
    private final TaskMetrics<SourceMetrics> metrics;
    private final SourceLedger ledger;

    SourceSender(
            SourcePipeline pipeline,
            SourceTopics topics,
            Outbox<PolledBatch> outbox,
            RecordFailures failures,
            TaskMetrics<SourceMetrics> metrics,
            SourceLedger ledger) {
        this.pipeline = pipeline;
        this.topics = topics;
        this.outbox = outbox;
        this.failures = failures;
        this.metrics = metrics;
        this.ledger = ledger;
    }

    /** Sends what can be sent; where a record ends the task, those before it go out first. */
    void send(List<SourceRecord> records) throws InterruptedException {
        ledger.polled(records.size());
        var left = records.size();
        var batch = new PolledBatch(left, this);
        for (var record : records) {
            left--;
            var outcome = pipeline.process(record);
            if (outcome instanceof Outcome.Passed<Outgoing> passed) {
                topics.ensure(passed.result().topic());
                batch.add(passed.result());
            } else if (outcome instanceof Outcome.Split<Outgoing> split) {
                split.results().forEach(piece -> topics.ensure(piece.topic()));
                batch.addPieces(split.results());
                metrics.flow().split(split.results().size() - 1);
            } else if (outcome instanceof Outcome.Failed<Outgoing> failed) {
                send(batch);
                ledger.failed();
                throw failures.fatal(failed.failure(), position(record));
            } else {
                batch.leaveOut(record, leaveOut(record, outcome));
            }
            if (batch.bytes() >= Outbox.APPEND_BYTES) {
                send(batch);
                batch = new PolledBatch(left, this);
            }
        }
        if (batch.size() > 0) {
            send(batch);
        }
    }

    private void send(PolledBatch batch) throws InterruptedException {
        ledger.sending(batch.counts());
        outbox.send(batch);
    }

    private Fate leaveOut(SourceRecord record, Outcome<Outgoing> outcome) {
        if (outcome instanceof Outcome.Skipped<Outgoing> skipped) {
            failures.leftOut(skipped.failure(), position(record), () -> content(record));
            return Fate.SKIPPED;
        }
        metrics.flow().filtered(1);
        return Fate.FILTERED;
    }

    @Override
    public boolean isCured(Outgoing record, KafkaException cause) {
        return cause instanceof UnknownTopicOrPartitionException && topics.recreate(record.topic());
    }

    @Override
    public Optional<RuntimeException> judge(Outgoing record, KafkaException cause) {
        if (cause instanceof AuthorizationException) {
            // Not the record's fault: with errors.tolerance=all, every record would be left out.
            return Optional.of(cause);
        }
        var polled = record.polled();
        var failure = Failure.at(Stage.KAFKA_PRODUCE, cause.getClass().getName(), cause);
        metrics.errors().failure();
        if (pipeline.policy().tolerant()) {
            failures.leftOut(failure, position(polled), () -> content(polled));
            return Optional.empty();
        }
        ledger.failed();
        return Optional.of(failures.fatal(failure, position(polled)));
    }

    @Override
    public void close() {
        pipeline.close();
    }

    private static String position(SourceRecord record) {
        return "source partition " + record.sourcePartition() + ", source offset " + record.sourceOffset()
                + " for topic " + record.topic();
    }

    private static String content(SourceRecord record) {
        return "key " + record.key() + ", value " + record.value();
    }
}
