package io.leat.runtime.task;

import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.watch.Place;
import io.leat.runtime.watch.TaskWatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The second thread of a source task: tells the connector, in order, of records that have become durable, and calls its
 * {@code commit} at each flush interval. It is apart from the task's thread so that a poll that waits for data delays no
 * acknowledgement, and from the log's threads so that a slow connector delays no other task. Kafka Connect, too, calls
 * {@code commitRecord} and {@code commit} from threads other than that of {@code poll}.
 */
final class Acknowledger implements Runnable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** With nothing to look after: a thousand tasks that wait for data are to cost next to nothing. */
    private static final Duration IDLE_WAIT = Duration.ofSeconds(10);

    private final SourcePlugin plugin;
    private final Outbox<PolledBatch> outbox;
    private final SourceLedger ledger;
    private final TaskControl control;
    private final TaskSettings settings;
    private final TaskMetrics<SourceMetrics> metrics;
    private final TaskWatch watch;
    private final RateLimit limit;
    private final Boundary boundary;
    private final SourceClient client;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Records of the transaction whose parts are in the log, for a connector that wants to know of each. */
    private final Deque<Done> held = new ArrayDeque<>();

    private final boolean tellsOfRecords;
    private volatile boolean finishing;
    private long nextCommit;
    private int records;
    private int written;
    private long bytes;

    Acknowledger(SourcePlugin plugin, SourceRun run) {
        var scope = run.scope();
        this.boundary = run.boundary();
        this.client = run.client();
        this.tellsOfRecords = plugin.wantsRecords();
        this.plugin = plugin;
        this.outbox = run.outbox();
        this.ledger = run.ledger();
        this.control = scope.control();
        this.settings = scope.settings();
        this.metrics = scope.metrics();
        this.watch = scope.watch();
        this.limit = scope.limit();
        this.nextCommit = control.millis() + settings.offsetFlushInterval().toMillis();
    }

    private record Done(SourceRecord record, @Nullable RecordMetadata metadata) {}

    @Override
    public void run() {
        try {
            while (!finishing && !control.isAbandoned()) {
                outbox.take(longestWait(control.millis()))
                        .ifPresent(done -> watch.within(Place.ACKNOWLEDGE, () -> acknowledge(done)));
                endTransactionIfDue();
                commitIfDue();
                endOverduePoll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outbox.breakDown(new ConnectException(
                    "The thread that tells the connector of its records was interrupted, by"
                            + " the connector or by one of its libraries.",
                    e));
        } catch (RuntimeException | Error e) {
            outbox.breakDown(e);
        } finally {
            ended.countDown();
        }
    }

    private Duration longestWait(long now) {
        var untilCommit = Duration.ofMillis(Math.max(1, nextCommit - now));
        var longest = boundary.isTimed() || control.isStopping() ? LONGEST_WAIT : IDLE_WAIT;
        return untilCommit.compareTo(longest) < 0 ? untilCommit : longest;
    }

    private void acknowledge(Shipment<PolledBatch> shipment) {
        switch (shipment.kind()) {
            case PART -> count(shipment, this::hold);
            case ABORT -> takeBack();
            case WHOLE, LAST -> {
                ledger.durable();
                held.forEach(done -> acknowledge(done.record, done.metadata));
                held.clear();
                count(shipment, this::acknowledge);
                tellMetrics();
            }
        }
        outbox.acknowledged();
    }

    private void hold(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (tellsOfRecords) {
            held.add(new Done(record, metadata));
        }
    }

    /** The connector's own wish: the records are done with, but not in the log. */
    private void takeBack() {
        held.forEach(done -> acknowledge(done.record, null));
        held.clear();
        metrics.flow().acknowledged(records, 0, 0);
        reset();
    }

    private void tellMetrics() {
        metrics.flow().appended(written);
        limit.spend(0, bytes);
        metrics.flow().acknowledged(records, written, bytes);
        reset();
    }

    private void reset() {
        records = 0;
        written = 0;
        bytes = 0;
    }

    private void count(Shipment<PolledBatch> shipment, BiConsumer<SourceRecord, @Nullable RecordMetadata> then) {
        var appended = shipment.appended();
        var index = 0;
        for (var batch : shipment.parcels()) {
            if (client.listens()) {
                batch.tell(appended, index, client.extensions());
            }
            index = batch.acknowledge(appended, index, (record, metadata) -> {
                count(record, metadata);
                if (record != null) {
                    then.accept(record, metadata);
                }
            });
        }
    }

    private void count(@Nullable SourceRecord record, @Nullable RecordMetadata metadata) {
        records += record == null ? 0 : 1;
        if (metadata != null) {
            written++;
            bytes += Math.max(0, metadata.serializedKeySize()) + Math.max(0, metadata.serializedValueSize());
        }
    }

    private void acknowledge(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (!control.isAbandoned()) {
            plugin.acknowledge(record, metadata);
        }
    }

    /** A poll that waits for data does not keep a transaction by interval open. */
    private void endTransactionIfDue() {
        if (boundary.isDue(control.millis())) {
            outbox.commitIfPaused();
        }
    }

    private void commitIfDue() {
        var now = control.millis();
        if (now >= nextCommit && !control.isAbandoned()) {
            plugin.commit();
            metrics.common().committed(control.millis() - now);
            nextCommit = now + settings.offsetFlushInterval().toMillis();
        }
    }

    /** A poll that does not return although the task is to stop is ended by the connector's {@code stop}. */
    private void endOverduePoll() {
        if (plugin.isPolling() && control.isStoppingSince(settings.stopGrace())) {
            plugin.stop();
        }
    }

    /** Ends the thread; to be called when nothing is under way any more, or never will be. */
    void finish() throws InterruptedException {
        finishing = true;
        outbox.wake();
        ended.await();
    }
}
