package io.leat.distribution.log;

import io.leat.broker.log.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where closed appends go. */
interface AppendTarget extends AutoCloseable {

    /** One answer per batch; throws or fails as the broker does. */
    CompletableFuture<List<Appended>> append(List<ClosedAppend.Batch> batches);

    /** Waits for nothing: the writer has seen to that. */
    @Override
    void close();
}
