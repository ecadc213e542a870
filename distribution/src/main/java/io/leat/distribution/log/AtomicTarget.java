package io.leat.distribution.log;

import io.leat.broker.log.Appended;
import io.leat.broker.transaction.AtomicBatch;
import io.leat.broker.transaction.AtomicProducer;
import io.leat.broker.transaction.LongTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Appends all batches or none: what fits one append as such, several of which may be under way, and what does not as a
 * transaction of the coordinator. Where one way follows the other, the second waits for the first, so that the order of
 * the calls is that in which they take effect.
 */
final class AtomicTarget implements AppendTarget {

    private final AtomicProducer producer;
    private final LongTransactions transactions;
    private CompletableFuture<?> lastAppend = CompletableFuture.completedFuture(null);
    private CompletableFuture<?> lastEnd = CompletableFuture.completedFuture(null);

    AtomicTarget(AtomicProducer producer, LongTransactions transactions) {
        this.producer = producer;
        this.transactions = transactions;
    }

    @Override
    public CompletableFuture<List<Appended>> append(List<ClosedAppend.Batch> batches) {
        join(lastEnd);
        if (!transactions.isOpen()) {
            var appended = producer.append(atomic(batches));
            lastAppend = appended;
            return appended;
        }
        var committed = transactions
                .append(atomic(batches))
                .thenCompose(appended -> transactions.commit().thenApply(done -> appended));
        lastEnd = committed;
        return committed;
    }

    @Override
    public CompletableFuture<List<Appended>> extend(List<ClosedAppend.Batch> batches) {
        join(lastAppend);
        join(lastEnd);
        return transactions.append(atomic(batches));
    }

    @Override
    public CompletableFuture<Void> abort() {
        join(lastEnd);
        var aborted = transactions.abort();
        lastEnd = aborted;
        return aborted;
    }

    /** @throws RuntimeException the broker's own, unwrapped */
    private static void join(CompletableFuture<?> earlier) {
        try {
            earlier.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static List<AtomicBatch> atomic(List<ClosedAppend.Batch> batches) {
        var atomic = new ArrayList<AtomicBatch>(batches.size());
        for (var batch : batches) {
            var log = batch.part().log();
            atomic.add(new AtomicBatch(log.topicPartition(), batch.part().build(batch.number())));
        }
        return atomic;
    }

    @Override
    public void close() {
        transactions.close();
        producer.close();
    }
}
