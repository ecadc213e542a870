package io.leat.broker.handler;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a parsed request to its handler; whatever goes wrong there becomes an answer. */
public final class Dispatcher {
    private static final Logger LOGGER = LoggerFactory.getLogger(Dispatcher.class);

    private final Handlers handlers;
    private final Executor pool;
    private final LongSupplier nanoClock;

    /** @param pool runs the handlers that may block */
    public Dispatcher(Handlers handlers, Executor pool, LongSupplier nanoClock) {
        this.handlers = handlers;
        this.pool = pool;
        this.nanoClock = nanoClock;
    }

    public Handlers handlers() {
        return handlers;
    }

    /**
     * Never throws, and the result never fails. Who needs it no more may cancel it: a request that waits then leaves
     * nothing behind.
     *
     * @param poolNanos told, before the result completes, how long a thread of the pool was busy, if one was
     */
    public CompletableFuture<Answer> dispatch(AbstractRequest request, RequestContext context, LongConsumer poolNanos) {
        var handled = handlers.find(request.apiKey())
                .map(handler -> call(handler, request, context, poolNanos))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new UnsupportedVersionException("The API " + request.apiKey() + " is not supported.")));
        var answer =
                handled.thenApply(done -> guarded(request, done)).exceptionally(failure -> onFailure(request, failure));
        var unused = answer.whenComplete((done, cancelled) -> {
            if (cancelled != null) {
                handled.cancel(false);
            }
        });
        return answer;
    }

    private static Answer guarded(AbstractRequest request, Answer answer) {
        return answer instanceof Answer.Later later
                ? new Answer.Later(later.answer().exceptionally(failure -> onFailure(request, failure)))
                : answer;
    }

    private CompletableFuture<Answer> call(
            Handler<AbstractRequest> handler, AbstractRequest request, RequestContext context, LongConsumer poolNanos) {
        if (!handler.blocks()) {
            return handle(handler, request, context);
        }
        var answer = new CompletableFuture<Answer>();
        try {
            pool.execute(() -> {
                var started = nanoClock.getAsLong();
                var handled = handle(handler, request, context);
                poolNanos.accept(nanoClock.getAsLong() - started);
                forward(handled, answer);
            });
        } catch (RejectedExecutionException e) {
            answer.complete(new Answer.Hangup("the server is shutting down"));
        }
        return answer;
    }

    private static void forward(CompletableFuture<Answer> from, CompletableFuture<Answer> to) {
        var unused = from.whenComplete((answer, failure) -> {
            if (failure == null) {
                to.complete(answer);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }

    private static CompletableFuture<Answer> handle(
            Handler<AbstractRequest> handler, AbstractRequest request, RequestContext context) {
        try {
            return handler.handle(request, context);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Answer onFailure(AbstractRequest request, Throwable failure) {
        if (failure instanceof CancellationException) {
            return new Answer.Hangup("nobody waits for the answer any more");
        }
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof ApiException)) {
            LOGGER.error("A request of {} failed", request.apiKey(), cause);
            cause = new UnknownServerException("The server could not answer; its log tells why.");
        }
        if (request instanceof ProduceRequest produce && produce.acks() == 0) {
            return new Answer.Hangup(String.valueOf(cause.getMessage()));
        }
        return errorResponse(request, cause);
    }

    /** Kafka's requests cannot make one of everything that can be read from bytes. */
    private static Answer errorResponse(AbstractRequest request, Throwable cause) {
        try {
            var response = request.getErrorResponse(cause);
            if (response != null) {
                return Answer.reply(response);
            }
        } catch (RuntimeException e) {
            LOGGER.debug("No error response to {}", request.apiKey(), e);
        }
        return new Answer.Hangup("there is no answer to a request of " + request.apiKey() + ": " + cause.getMessage());
    }
}
