package io.leat.distribution.log;

import io.leat.broker.log.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where closed appends go. */
interface AppendTarget extends AutoCloseable {

    /** One answer per batch; throws or fails as the broker does. */
    CompletableFuture<List<Appended>> append(List<ClosedAppend.Batch> batches);

    /** As part of a transaction that the next {@link #append} commits. */
    CompletableFuture<List<Appended>> extend(List<ClosedAppend.Batch> batches);

    /** Aborts what {@link #extend} began, if anything. */
    CompletableFuture<Void> abort();

    /** Waits for nothing: the writer has seen to that. */
    @Override
    void close();
}
