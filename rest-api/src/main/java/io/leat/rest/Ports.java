package io.leat.rest;

import io.leat.rest.http.ResponseHeaders;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** The server's connectors, one per listener, and which listener each belongs to. */
final class Ports {

    private static final int HEADER_BYTES = 16 << 10;

    /** Connections that wait for a next request when the server stops are not waited for. */
    private static final long SHUTDOWN_IDLE_MILLIS = 50;

    private final Map<ServerConnector, Listener> api = new LinkedHashMap<>();
    private final Map<ServerConnector, Listener> admin = new LinkedHashMap<>();
    private final boolean adminShared;

    Ports(Server server, RestSettings settings, Clock clock) {
        this.adminShared = settings.admin().shared();
        settings.listeners().forEach(each -> api.put(connector(server, each, settings.tls(), settings, clock), each));
        settings.admin()
                .own()
                .forEach(each -> admin.put(connector(server, each, settings.adminTls(), settings, clock), each));
        server.addBean(new NetworkConnectionLimit(settings.limits().maxConnections(), server));
    }

    private static ServerConnector connector(
            Server server, Listener listener, TlsSettings tls, RestSettings settings, Clock clock) {
        var http = new HttpConnectionFactory(configuration(settings, clock));
        var connector = listener.tls()
                ? new ServerConnector(server, 1, 1, new SslConnectionFactory(TlsContext.of(tls), "http/1.1"), http)
                : new ServerConnector(server, 1, 1, http);
        if (!listener.host().isEmpty()) {
            connector.setHost(listener.host());
        }
        connector.setPort(listener.port());
        connector.setIdleTimeout(settings.limits().idleTimeout().toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        server.addConnector(connector);
        return connector;
    }

    private static HttpConfiguration configuration(RestSettings settings, Clock clock) {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        configuration.setUriCompliance(connectorNames());
        configuration.addCustomizer(new ResponseHeaders(settings.headers(), clock));
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        return configuration;
    }

    /** A connector's name may hold anything but control characters, encoded slashes and percent signs included. */
    private static UriCompliance connectorNames() {
        return UriCompliance.from(EnumSet.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
    }

    /** Where the API answers, with the ports in force; meaningful once the server has started. */
    List<URI> uris() {
        return uris(api);
    }

    /** The same for listeners of the admin API alone. */
    List<URI> adminUris() {
        return uris(admin);
    }

    private static List<URI> uris(Map<ServerConnector, Listener> connectors) {
        return connectors.entrySet().stream()
                .map(each -> each.getValue().at(each.getKey().getLocalPort()))
                .toList();
    }

    /** @throws RestServerFailure for the first one that cannot be opened */
    void open() {
        api.keySet().forEach(each -> open(SettingKeys.LISTENERS, each));
        admin.keySet().forEach(each -> open(SettingKeys.ADMIN_LISTENERS, each));
    }

    private static void open(String key, ServerConnector connector) {
        try {
            connector.open();
        } catch (IOException | RuntimeException failure) {
            throw ListenFailure.of(key, connector, failure);
        }
    }

    /** Closes what was opened before the server could start; a server that runs closes its connectors itself. */
    void close() {
        api.keySet().forEach(ServerConnector::close);
        admin.keySet().forEach(ServerConnector::close);
    }

    boolean isLoopback(Connector connector) {
        var listener = api.getOrDefault(connector, admin.get(connector));
        return listener != null && listener.isLoopback();
    }

    boolean mayAdmin(Connector connector) {
        return adminShared || admin.containsKey(connector);
    }

    boolean mayServe(Connector connector) {
        return api.containsKey(connector);
    }
}
