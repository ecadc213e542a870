package io.leat.broker.handler;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.requests.AbstractResponse;

/** What a connection does after a request. */
public sealed interface Answer {

    /**
     * Sends the response, then reads nothing from the connection for the throttle time that the response tells.
     *
     * @param throttleMs milliseconds; also set in the response
     */
    record Reply(AbstractResponse response, int throttleMs) implements Answer {}

    /** Sends nothing, as asked ({@code acks=0}). */
    record Silence(int throttleMs) implements Answer {}

    /** Closes the connection: the only way to tell of an error when no response is expected. */
    record Hangup(String reason) implements Answer {}

    /**
     * The request has taken its effect and only the answer is still to come, as for records that wait for the disk: the
     * connection's next request may be handled meanwhile. The answers leave in the order of the requests all the same.
     *
     * @param answer of another kind
     */
    record Later(CompletableFuture<Answer> answer) implements Answer {}

    static Answer reply(AbstractResponse response) {
        return new Reply(response, 0);
    }

    static CompletableFuture<Answer> now(AbstractResponse response) {
        return CompletableFuture.completedFuture(reply(response));
    }
}
