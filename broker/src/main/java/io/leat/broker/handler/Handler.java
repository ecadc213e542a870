package io.leat.broker.handler;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestContext;

/**
 * Answers the requests of one API key, in every version that it advertises. One instance serves all connections; several
 * threads call it at a time.
 *
 * @param <R> the key's request
 */
public interface Handler<R extends AbstractRequest> {

    ApiKeys key();

    /** The first version that is advertised; not below Kafka's. */
    default short oldestVersion() {
        return key().oldestVersion();
    }

    /** The last version that is advertised; not above Kafka's newest stable one. */
    default short latestVersion() {
        return key().latestVersion(false);
    }

    /**
     * Whether {@link #handle} may wait, for a disk or a lock. Then it is called on a thread of the request pool, else on
     * the connection's network thread, where waiting would stop other connections.
     */
    default boolean blocks() {
        return false;
    }

    /**
     * Answers a request. The request's buffers (record batches among them) stay valid until the answer completes.
     *
     * @param context who asks, over which listener, in which version
     * @return completed on any thread; what is attached does not block. A failure, or a thrown one, of Kafka's {@code
     *     ApiException}s becomes the request's own error response; any other is logged and answered with {@code
     *     UNKNOWN_SERVER_ERROR}
     */
    CompletableFuture<Answer> handle(R request, RequestContext context);
}
