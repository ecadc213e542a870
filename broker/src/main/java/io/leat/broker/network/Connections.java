package io.leat.broker.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.network.ChannelState;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one processor. Used by its thread only. */
final class Connections {
    private static final Logger LOGGER = LoggerFactory.getLogger(Connections.class);

    private final Map<String, Connection> byId;
    private final Selector selector;
    private final ConnectionCounts counts;
    private final Complaints complaints;
    private final SelectorLog log;
    private final List<String> closedHere = new ArrayList<>();

    /** @param byId empty; the channel builder looks here for the listener of a connection */
    Connections(
            Map<String, Connection> byId,
            Selector selector,
            ConnectionCounts counts,
            Complaints complaints,
            SelectorLog log) {
        this.byId = byId;
        this.selector = selector;
        this.counts = counts;
        this.complaints = complaints;
        this.log = log;
    }

    void admit(Connection connection) {
        byId.put(connection.id(), connection);
        try {
            selector.register(connection.id(), connection.socket());
            LOGGER.debug("Connected: {}", connection);
        } catch (IOException | RuntimeException e) {
            forget(connection.id());
            Utils.closeQuietly(connection.socket(), "connection");
            complaints.warn(connection.address(), "Could not serve " + connection + ": " + e.getMessage());
        }
    }

    @Nullable
    Connection find(String id) {
        return byId.get(id);
    }

    /** Ends a connection that did something wrong, with a line in the log. */
    void end(Connection connection, String reason) {
        complaints.warn(connection.address(), "Closed the connection of " + connection + ": " + reason);
        close(connection);
    }

    void close(Connection connection) {
        selector.close(connection.id());
        forget(connection.id());
        closedHere.add(connection.id());
    }

    /** The connections that {@link #close} ended since the last call: of these the selector tells nothing. */
    List<String> takeClosed() {
        if (closedHere.isEmpty()) {
            return List.of();
        }
        var closed = List.copyOf(closedHere);
        closedHere.clear();
        return closed;
    }

    /** After the selector has closed it. */
    void onDisconnected(String id, ChannelState state) {
        var connection = forget(id);
        if (connection == null) {
            return;
        }
        var reason = log.reason(connection.address().getHostAddress());
        if (state.exception() instanceof SslAuthenticationException failed) {
            complaints.warn(connection.address(), "No TLS with " + connection + ": " + failed.getMessage());
        } else if (reason.isPresent()) {
            complaints.warn(connection.address(), "Closed the connection of " + connection + ": " + reason.get());
        } else {
            // Failed logins have been logged with the user's name.
            LOGGER.debug("Disconnected ({}): {}", state.state(), connection);
        }
    }

    private @Nullable Connection forget(String id) {
        var connection = byId.remove(id);
        if (connection != null) {
            counts.remove(connection.address());
        }
        return connection;
    }

    List<Connection> all() {
        return List.copyOf(byId.values());
    }

    void closeAll() {
        all().forEach(this::close);
    }
}
