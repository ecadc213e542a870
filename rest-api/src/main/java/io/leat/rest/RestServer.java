package io.leat.rest;

import io.leat.rest.http.JsonErrors;
import io.leat.rest.http.RequestLines;
import io.leat.rest.http.StartGate;
import io.leat.rest.resource.LogLevels;
import io.leat.rest.resource.WorkerCalls;
import io.leat.rest.security.Authenticator;
import io.leat.runtime.RestExtensions;
import io.leat.runtime.Worker;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST API on its ports. It listens as soon as {@link #start} returns, and answers {@code starting} until {@link
 * #serve} gives it the worker; Jersey gets ready in between, beside the worker's own start. Safe for use from any thread.
 */
public final class RestServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
    private static final long STOP_MILLIS = 2000;

    private final Server server;
    private final Ports ports;
    private final WorkerCalls calls;
    private final Optional<Authenticator> authenticator;
    private final StartGate gate = new StartGate();
    private final LogLevels levels;
    private final CompletableFuture<Void> api;

    private RestServer(RestSettings settings, LogLevels levels, Clock clock) {
        this.authenticator = authenticator(settings, clock);
        this.calls = new WorkerCalls(
                settings.limits().requestTimeout(), settings.limits().maxThreads());
        this.server = new Server(threads(settings));
        this.ports = new Ports(server, settings, clock);
        server.setHandler(Handlers.chain(settings, ports, authenticator, gate));
        server.setErrorHandler(new JsonErrors());
        server.setRequestLog(new RequestLines());
        server.setStopTimeout(STOP_MILLIS);
        open();
        this.levels = levels;
        this.api = CompletableFuture.runAsync(() -> addApi(Api.context(calls, levels)), RestServer::inBackground);
    }

    /**
     * Opens the listeners.
     *
     * @throws RestServerFailure if one cannot be opened or a file of the settings cannot be used; nothing stays open
     */
    public static RestServer start(RestSettings settings, LogLevels levels) {
        var server = new RestServer(settings, levels, Clock.systemUTC());
        LOG.info("REST API on {}", server.uris());
        warnOfPlainPasswords(settings);
        return server;
    }

    /**
     * As {@link #serve(Worker)}, with REST extensions, which stay the caller's to close.
     *
     * @throws RestServerFailure if one fails to register what it brings
     */
    public void serve(Worker worker, RestExtensions extensions) {
        if (!extensions.isEmpty()) {
            api.join();
            extend(worker, extensions);
        }
        serve(worker);
    }

    /** The API is made anew: what Jersey has started takes no more filters. */
    private void extend(Worker worker, RestExtensions extensions) {
        try {
            var plain = gate.getHandler();
            addApi(Api.extended(calls, levels, worker, extensions));
            plain.stop();
        } catch (Exception | LinkageError broken) {
            throw new RestServerFailure(
                    "The REST server cannot start with its extensions (rest.extension.classes): " + broken, broken);
        }
    }

    /** {@link #start(RestSettings, LogLevels)} and {@link #serve} in one. */
    public static RestServer start(RestSettings settings, Worker worker, LogLevels levels) {
        var server = start(settings, levels);
        server.serve(worker);
        return server;
    }

    /** From here on requests are answered by {@code worker}, which has started and stays the caller's to close. */
    public void serve(Worker worker) {
        calls.connect(worker);
        api.join();
        gate.open();
    }

    /** Where the API answers, one address per listener, with the ports in force. */
    public List<URI> uris() {
        return ports.uris();
    }

    /** Where the admin API alone answers; empty unless {@code admin.listeners} names addresses. */
    public List<URI> adminUris() {
        return ports.adminUris();
    }

    /** Stops listening, gives requests under way two seconds, and returns. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception incomplete) {
            LOG.warn("The REST server did not stop cleanly", incomplete);
        } finally {
            ports.close();
            calls.close();
            authenticator.ifPresent(Authenticator::close);
        }
    }

    private void open() {
        try {
            ports.open();
            server.start();
        } catch (RestServerFailure known) {
            close();
            throw known;
        } catch (Exception failure) {
            close();
            throw new RestServerFailure("The REST server cannot start: " + failure.getMessage(), failure);
        }
    }

    private static Optional<Authenticator> authenticator(RestSettings settings, Clock clock) {
        if (!settings.authentication().required()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Authenticator(settings.authentication(), clock, new SecureRandom()));
        } catch (IllegalArgumentException unusable) {
            throw new RestServerFailure(
                    "The REST server cannot use its credentials file: " + unusable.getMessage(), unusable);
        }
    }

    /**
     * What waits for a thread is bounded by the number of connections, each of which has one request at most. Jetty's
     * own queue asks the platform's MBeans for the size of a cache line, which takes a tenth of the start.
     */
    private static QueuedThreadPool threads(RestSettings settings) {
        var perListener = 2;
        var listeners = settings.listeners().size() + settings.admin().own().size();
        var most = settings.limits().maxThreads() + perListener * listeners;
        var threads = new QueuedThreadPool(
                most, Math.min(most, perListener * listeners + 2), 30_000, new LinkedBlockingQueue<>());
        threads.setName("rest");
        threads.setDaemon(true);
        return threads;
    }

    /** A handler that comes to a running server has to be started by hand. */
    private void addApi(ServletContextHandler context) {
        try {
            gate.setHandler(context);
            context.start();
        } catch (Exception broken) {
            throw new IllegalStateException("The REST resources cannot be set up", broken);
        }
    }

    private static void inBackground(Runnable task) {
        var thread = new Thread(task, "rest-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void warnOfPlainPasswords(RestSettings settings) {
        if (settings.authentication().required()) {
            settings.listeners().stream()
                    .filter(listener -> !listener.tls() && !listener.isLoopback())
                    .forEach(listener -> LOG.warn(
                            "Credentials travel unencrypted to {}: use https, or put a proxy with TLS before it",
                            listener));
        }
    }
}
