package io.leat.connectors.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests: checks what can be checked before the body is read, then the body, then waits for the outcome. */
final class RequestHandler extends Handler.Abstract {

    /** What {@code health.path} answers. */
    static final String HEALTHY = "webhook listener of Leat";

    private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);

    private final Map<String, Endpoint> endpoints;
    private final ListenerSettings limits;
    private final Inbox inbox;
    private final ByteBudget budget;
    private final ListenerMetrics metrics;
    private final InstantSource clock;
    private final Semaphore permits;

    RequestHandler(
            List<Endpoint> endpoints,
            ListenerSettings limits,
            Inbox inbox,
            ByteBudget budget,
            ListenerMetrics metrics,
            InstantSource clock) {
        this.endpoints = endpoints.stream().collect(Collectors.toMap(Endpoint::path, Function.identity()));
        this.limits = limits;
        this.inbox = inbox;
        this.budget = budget;
        this.metrics = metrics;
        this.clock = clock;
        this.permits = new Semaphore(limits.maxInFlightRequests());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var path = Request.getPathInContext(request);
        if (path.equals(limits.healthPath())) {
            new Exchange(response, callback, metrics, () -> {}).answer(200, HEALTHY);
            return true;
        }
        if (!permits.tryAcquire()) {
            new Exchange(response, callback, metrics, () -> {}).answer(503, "too many requests at a time");
            return true;
        }
        var exchange = new Exchange(response, callback, metrics, permits::release);
        var endpoint = endpoints.get(path);
        if (endpoint == null) {
            exchange.answer(404, "nothing takes webhooks here");
        } else {
            receive(endpoint, request, exchange);
        }
        return true;
    }

    /** Waits until every request has its answer, but not for ever. */
    void awaitAnswers(Duration limit) throws InterruptedException {
        var all = limits.maxInFlightRequests();
        if (!permits.tryAcquire(all, limit.toMillis(), TimeUnit.MILLISECONDS)) {
            log.warn("{} requests are cut off without an answer", all - permits.availablePermits());
        }
    }

    private void receive(Endpoint endpoint, Request request, Exchange exchange) {
        var headers = headersOf(request);
        if (!request.getMethod().equals("POST")) {
            exchange.answer(405, "webhooks are sent by POST");
        } else if (request.getLength() > limits.maxBody().bytes()) {
            exchange.answer(413, "the body exceeds " + limits.maxBody().bytes() + " bytes");
        } else if (!endpoint.verification().plausible(headers)) {
            unauthorized(endpoint, request, exchange);
        } else {
            var remote = Request.getRemoteAddr(request);
            new BodyReader(request, limits, budget, result -> {
                        if (result instanceof BodyReader.Result.Whole whole) {
                            bodyRead(endpoint, request, headers, remote, whole.body(), exchange);
                        } else {
                            notRead(result, exchange);
                        }
                    })
                    .start();
        }
    }

    private void notRead(BodyReader.Result result, Exchange exchange) {
        if (result instanceof BodyReader.Result.Broken) {
            exchange.answer(408, "the body did not arrive");
        } else if (result instanceof BodyReader.Result.TooLarge) {
            exchange.answer(413, "the body exceeds " + limits.maxBody().bytes() + " bytes");
        } else {
            exchange.answer(503, "the buffer is full");
        }
    }

    private void bodyRead(
            Endpoint endpoint, Request request, Headers headers, String remote, byte[] body, Exchange exchange) {
        if (!endpoint.verification().verify(headers, body)) {
            budget.giveBack(Delivery.sizeOf(body.length));
            unauthorized(endpoint, request, exchange);
            return;
        }
        if (!BodyDecoder.canDecode(endpoint.decoding(), body)) {
            refuse(
                    body,
                    exchange,
                    "the body is not " + endpoint.decoding().name().toLowerCase(Locale.ROOT));
            return;
        }
        var delivery = new Delivery(
                endpoint,
                header(headers, endpoint.idHeader()),
                header(headers, endpoint.eventHeader()),
                headers,
                body,
                Delivery.sizeOf(body.length),
                clock.instant(),
                remote,
                new CompletableFuture<>());
        if (endpoint.topic().render(delivery).isEmpty()) {
            refuse(body, exchange, "the request lacks a header that the topic's name is made of");
            return;
        }
        answerWhenDone(inbox.add(delivery), request.getComponents().getExecutor(), exchange);
    }

    private void refuse(byte[] body, Exchange exchange, String why) {
        budget.giveBack(Delivery.sizeOf(body.length));
        exchange.answer(400, why);
    }

    private void answerWhenDone(CompletableFuture<Boolean> outcome, Executor executor, Exchange exchange) {
        if (limits.responseMode() == ListenerSettings.ResponseMode.AFTER_ENQUEUE && !outcome.isDone()) {
            exchange.answer(limits.responseCode(), "taken");
            return;
        }
        var unused = outcome.copy()
                .orTimeout(limits.responseTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(
                        (durable, failure) -> {
                            if (failure != null) {
                                exchange.answer(503, "not stored in time; send it again");
                            } else if (durable) {
                                exchange.answer(limits.responseCode(), "stored");
                            } else {
                                exchange.answer(503, "stopping; send it again");
                            }
                            return durable;
                        },
                        executor);
    }

    private void unauthorized(Endpoint endpoint, Request request, Exchange exchange) {
        log.debug("Refused a request to {} from {}: not verified", endpoint.path(), Request.getRemoteAddr(request));
        exchange.answer(401, "the signature or token is missing or wrong");
    }

    private static Optional<String> header(Headers headers, String name) {
        return name.isEmpty() ? Optional.empty() : headers.first(name).filter(value -> !value.isBlank());
    }

    private static Headers headersOf(Request request) {
        var fields = request.getHeaders().asImmutable();
        return name -> Optional.ofNullable(fields.get(name));
    }
}
