package io.leat.runtime.task;

import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.metrics.ErrorMetrics;
import io.leat.runtime.pipeline.ErrorPolicy.DeadLetterTopic;
import io.leat.runtime.pipeline.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to the dead-letter topic, which is made with one partition if it does not exist. {@link #send} may be
 * called from any thread; a thread of its own completes the futures.
 */
final class DeadLetters implements AutoCloseable {

    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Log log;
    private final DeadLetterTopic topic;
    private final LetterForm form;
    private final ErrorMetrics metrics;
    private final PendingOffsets pending;
    private final Outbox<DeadLetter> outbox;
    private final Set<DeadLetter> outstanding = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean finishing;

    DeadLetters(
            Log log, DeadLetterTopic topic, Map<String, String> overrides, PendingOffsets pending, TaskScope<?> scope) {
        this.log = log;
        this.topic = topic;
        this.form = new LetterForm(topic, scope);
        this.metrics = scope.metrics().errors();
        this.pending = pending;
        makeTopic();
        var writer = new WriterSpec("connector-dlq-producer-" + scope.id(), Optional.empty(), true, overrides);
        this.outbox = new Outbox<>(() -> log.writer(writer), (w, parcels) -> {}, scope.control());
        scope.startThread("-dead-letters", this::complete);
    }

    private void makeTopic() {
        log.topics().create(topic.name(), 1, Map.of());
    }

    /**
     * Sends a record; waits while too many are under way. Its offset counts as pending until it is durable.
     *
     * @return completes when the dead letter is durable; fails with {@link ConnectException}, after which the task has to
     *     end
     */
    CompletableFuture<@Nullable Void> send(LogRecord record, Failure failure) throws InterruptedException {
        var letter = new DeadLetter(record, form.ofSink(record, failure), topic.name(), this::makeTopic);
        metrics.deadLetter();
        pending.add(record.partition(), record.offset());
        outstanding.add(letter);
        try {
            outbox.send(letter);
        } catch (RuntimeException e) {
            outbox.breakDown(e);
            throw e;
        }
        return letter.durable();
    }

    /** @throws ConnectException if a dead letter could not be written */
    void check() {
        outbox.check();
    }

    private void complete() {
        try {
            while (!finishing && outbox.isUsable()) {
                outbox.take(WAIT).ifPresent(this::complete);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            outbox.breakDown(e);
        } finally {
            outstanding.forEach(this::fail);
            ended.countDown();
        }
    }

    /** Its offset stays pending, so that nothing beyond it is committed. */
    private void fail(DeadLetter letter) {
        metrics.deadLetterFailure();
        letter.durable()
                .completeExceptionally(new ConnectException("A record could not be written to the dead-letter topic "
                        + topic.name() + "; its position is not committed."));
    }

    private void complete(Shipment<DeadLetter> shipment) {
        for (var letter : shipment.parcels()) {
            pending.remove(letter.record().partition(), letter.record().offset());
            outstanding.remove(letter);
            letter.durable().complete(null);
        }
        outbox.acknowledged();
    }

    void abandon() {
        outbox.abandon();
    }

    @Override
    public void close() {
        finishing = true;
        outbox.wake();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
    }
}
