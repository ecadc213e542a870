package io.leat.distribution.log;

import io.leat.broker.log.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Appends each batch for itself. */
record PlainTarget(boolean durable) implements AppendTarget {

    @Override
    public CompletableFuture<List<Appended>> append(List<ClosedAppend.Batch> batches) {
        var answers = new ArrayList<CompletableFuture<Appended>>(batches.size());
        for (var batch : batches) {
            var records = batch.part().build(batch.number()).build();
            answers.add(batch.part().log().append(records, durable));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public CompletableFuture<List<Appended>> extend(List<ClosedAppend.Batch> batches) {
        return CompletableFuture.failedFuture(
                new IllegalStateException("A writer without a transactional id has no transactions."));
    }

    @Override
    public CompletableFuture<Void> abort() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
