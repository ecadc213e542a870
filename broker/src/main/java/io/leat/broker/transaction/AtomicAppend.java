package io.leat.broker.transaction;

import io.leat.broker.log.Appended;
import io.leat.broker.log.UndecidedLog;
import io.leat.broker.transaction.JournalEntry.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.jspecify.annotations.Nullable;

/**
 * One atomic append on its way: batches and intent are written, then forced side by side; when all are on disk, and the
 * producer's earlier appends are committed, it <em>is</em> committed. The markers that follow only tell readers so; they
 * need no force, because after a crash the intent gives the same decision.
 */
final class AtomicAppend {
    private final long session;
    private final long number;
    private final Lane lane;
    private final OwedMarkers markers;
    private final List<Appended> appended = new ArrayList<>();
    private final Map<UndecidedLog, Range> participants = new LinkedHashMap<>();
    private final List<CompletableFuture<?>> forced = new ArrayList<>();
    private final CompletableFuture<List<Appended>> result = new CompletableFuture<>();
    private Journal.@Nullable Begun begun;

    AtomicAppend(long session, long number, Lane lane, OwedMarkers markers) {
        this.session = session;
        this.number = number;
        this.lane = lane;
        this.markers = markers;
    }

    CompletableFuture<List<Appended>> result() {
        return result;
    }

    Lane lane() {
        return lane;
    }

    /** Writes batches and intent; whatever it throws, {@link #abort} must follow. Completes when all is on disk. */
    CompletableFuture<Void> write(
            List<AtomicBatch> batches, Function<TopicPartition, ? extends UndecidedLog> logs, Journal journal) {
        var together = journal.assemble();
        try {
            for (var batch : batches) {
                var log = logs.apply(batch.partition());
                var written = log.write(lane.stamp(batch.partition(), batch.records()), true);
                appended.add(written.appended());
                forced.add(written.done());
                participants.merge(log, range(log, written.appended()), AtomicAppend::join);
            }
            var ranges = List.copyOf(participants.values());
            var intent = new JournalEntry.Intent(session, number, lane.producerId(), Lane.EPOCH, ranges);
            begun = journal.begin(intent, participants.keySet());
            forced.add(begun.durable());
        } finally {
            together.close();
        }
        return CompletableFuture.allOf(forced.toArray(CompletableFuture[]::new));
    }

    private static Range range(UndecidedLog log, Appended written) {
        return new Range(log.topicId(), log.topicPartition().partition(), written.baseOffset(), written.lastOffset());
    }

    private static Range join(Range first, Range second) {
        return new Range(first.topicId(), first.partition(), first.baseOffset(), second.lastOffset());
    }

    /** Tells the readers; returns whether every partition could be told. */
    boolean commit(Journal journal) {
        var visible = mark(true, false);
        settle(journal);
        var unused = CompletableFuture.allOf(visible.toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> {
                    // A partition that went offline meanwhile learns when it is back: the decision stands.
                    result.complete(List.copyOf(appended));
                });
        return visible.size() == participants.size();
    }

    /**
     * Makes sure that no crash can turn the failed append into a committed one, then fails it: an abort marker in any
     * partition and the abort entry each suffice, so both are tried because either may be what is broken.
     */
    void abort(Journal journal, Throwable cause) {
        var noted = new ArrayList<CompletableFuture<?>>(mark(false, true));
        if (begun != null) {
            noted.add(journal.abort(new JournalEntry.Abort(session, number)));
        }
        var failure = asStorageFailure(cause);
        var unused = CompletableFuture.allOf(noted.toArray(CompletableFuture[]::new))
                .whenComplete((done, ignored) -> {
                    settle(journal);
                    result.completeExceptionally(failure);
                });
    }

    private void settle(Journal journal) {
        if (begun != null) {
            journal.decided(begun.file());
        }
    }

    private List<CompletableFuture<?>> mark(boolean commit, boolean durable) {
        var written = new ArrayList<CompletableFuture<?>>();
        for (var log : participants.keySet()) {
            written.addAll(markers.write(log, lane.producerId(), Lane.EPOCH, commit, durable));
        }
        return written;
    }

    static RuntimeException asStorageFailure(Throwable cause) {
        var real = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        if (real instanceof IOException) {
            return new KafkaStorageException("The journal of atomic appends failed: " + real.getMessage(), real);
        }
        return real instanceof RuntimeException runtime ? runtime : new KafkaStorageException(real);
    }
}
