package io.leat.runtime.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.ledger.Fate;
import io.leat.runtime.ledger.SinkLedger;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.metrics.ErrorMetrics;
import io.leat.runtime.pipeline.Failure;
import io.leat.runtime.pipeline.Held;
import io.leat.runtime.pipeline.SinkPipeline;
import io.leat.runtime.pipeline.Stage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Records that are left out by a sink task: logged, counted, and sent to the dead-letter topic if there is one. */
final class Reporter implements ErrantRecordReporter {

    private final SinkPipeline pipeline;
    private final RecordFailures failures;
    private final ErrorMetrics metrics;
    private final Optional<DeadLetters> deadLetters;
    private final SinkReplays replays;
    private final SinkLedger ledger;

    Reporter(
            SinkPipeline pipeline,
            RecordFailures failures,
            ErrorMetrics metrics,
            Optional<DeadLetters> deadLetters,
            SinkReplays replays,
            SinkLedger ledger) {
        this.pipeline = pipeline;
        this.failures = failures;
        this.metrics = metrics;
        this.deadLetters = deadLetters;
        this.replays = replays;
        this.ledger = ledger;
    }

    /**
     * For the connector. The future completes when the record is durable in the dead-letter topic.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException if {@code errors.tolerance} is {@code none}: the task
     *     ends, but only after the record was sent
     */
    @Override
    public Future<@Nullable Void> report(SinkRecord record, Throwable error) {
        metrics.failure();
        var failure =
                Failure.at(Stage.TASK_PUT, SinkTask.class.getName(), error).holding(Held.after(record));
        if (replays.reported(
                new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                record.originalKafkaOffset(),
                failure)) {
            // The letter is where it was, and will wait again.
            return CompletableFuture.completedFuture(null);
        }
        try {
            var durable = sendOriginal(record, failure);
            tell(record);
            if (!pipeline.policy().tolerant()) {
                throw failures.fatal(failure, position(record));
            }
            failures.leftOut(failure, position(record), () -> "key " + record.key() + ", value " + record.value());
            return durable;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void tell(SinkRecord record) {
        var fate = deadLetters.isPresent() ? Fate.DEAD_LETTERED : Fate.SKIPPED;
        if (deadLetters.isPresent() || pipeline.policy().tolerant()) {
            ledger.reported(
                    new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                    record.originalKafkaOffset(),
                    fate);
        }
    }

    private CompletableFuture<@Nullable Void> sendOriginal(SinkRecord record, Failure failure)
            throws InterruptedException {
        return deadLetters.isPresent()
                ? deadLetters.get().send(pipeline.original(record), failure)
                : CompletableFuture.completedFuture(null);
    }

    /** For the pipeline's failures. If the letter is lost, {@link #check} tells and its offset is never committed. */
    void deadLetter(LogRecord record, Failure failure) throws InterruptedException {
        if (deadLetters.isPresent()) {
            var unused = deadLetters.get().send(record, failure);
        }
        leftOut(record, failure);
    }

    void leftOut(LogRecord record, Failure failure) {
        failures.leftOut(failure, position(record), () -> content(record));
    }

    RuntimeException fatal(LogRecord record, Failure failure) {
        return failures.fatal(failure, position(record));
    }

    /** @throws org.apache.kafka.connect.errors.ConnectException if a dead letter could not be written */
    void check() {
        deadLetters.ifPresent(DeadLetters::check);
    }

    void abandon() {
        deadLetters.ifPresent(DeadLetters::abandon);
    }

    void close() {
        deadLetters.ifPresent(DeadLetters::close);
    }

    private static String position(LogRecord record) {
        return position(record.partition().topic(), record.partition().partition(), record.offset());
    }

    private static String position(SinkRecord record) {
        return position(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
    }

    private static String position(String topic, int partition, long offset) {
        return "topic " + topic + ", partition " + partition + ", offset " + offset;
    }

    private static String content(LogRecord record) {
        return "key " + text(record.key()) + ", value " + text(record.value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, UTF_8);
    }
}
