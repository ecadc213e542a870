package io.leat.connectors.elasticsearch;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Elasticsearch as the delivery sees it. */
interface Cluster extends AutoCloseable {

    /**
     * Sends a bulk request. Does not block, and may be called from any thread. The buffers are not changed and may be sent
     * again later.
     *
     * @param lines the request's body in pieces, whole lines of it in each
     * @return completes with the answer, whatever its status; or exceptionally if there is none, and then the request
     *     may have been carried out or not
     */
    CompletableFuture<Answer> bulk(List<ByteBuffer> lines);

    @Override
    void close();

    /**
     * An HTTP answer.
     *
     * @param retryAfter how long the server asks to be left alone
     */
    record Answer(int status, ByteBuffer body, Optional<Duration> retryAfter) {}
}
