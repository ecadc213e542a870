package io.leat.connectors.webhook;

import io.leat.connect.api.fault.ConfigFault;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: a few threads, whatever the number of requests. */
final class Listener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private static final int MAX_THREADS = 16;
    private static final int SPARE_CONNECTIONS = 100;
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final Server server;
    private final ServerConnector connector;
    private final RequestHandler handler;

    private Listener(Server server, ServerConnector connector, RequestHandler handler) {
        this.server = server;
        this.connector = connector;
        this.handler = handler;
    }

    /** @throws ConfigFault if the address cannot be listened at */
    static Listener start(ListenerSettings settings, TlsSettings tls, RequestHandler handler) throws Exception {
        var threads = new QueuedThreadPool(MAX_THREADS, 2);
        threads.setName("webhook-" + settings.port());
        threads.setDaemon(true);
        var server = new Server(threads);
        var connector = connector(server, settings, tls);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(2 * settings.maxInFlightRequests() + SPARE_CONNECTIONS, server));
        server.setHandler(handler);
        try {
            server.start();
        } catch (IOException e) {
            server.stop();
            throw new ConfigFault(
                    "Cannot listen at " + settings.listenAddress() + " (listen.address): " + e.getMessage(), e);
        }
        log.info("Listening for webhooks at {}", settings.listenAddress());
        return new Listener(server, connector, handler);
    }

    /** Takes no new connections: one that is accepted while all is torn down would never get an answer. */
    void stopAccepting() {
        connector.close();
    }

    /** Lets the answers out that are due, then ends every connection. */
    @Override
    public void close() {
        try {
            handler.awaitAnswers(LAST_ANSWERS);
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("The webhook listener did not stop properly", e);
        }
    }

    private static ServerConnector connector(Server server, ListenerSettings settings, TlsSettings tls) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        if (tls.used()) {
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        var factory = new HttpConnectionFactory(http);
        var connector = tls.used()
                ? new ServerConnector(
                        server, 1, 1, new SslConnectionFactory(secure(tls), factory.getProtocol()), factory)
                : new ServerConnector(server, 1, 1, factory);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        connector.setAcceptQueueSize(settings.maxInFlightRequests());
        return connector;
    }

    private static SslContextFactory.Server secure(TlsSettings tls) {
        var secure = new SslContextFactory.Server();
        secure.setSslContext(tls.context());
        secure.setNeedClientAuth(tls.clientAuth() == TlsSettings.ClientAuth.REQUIRED);
        return secure;
    }
}
