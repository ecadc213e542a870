package io.leat.broker.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open ports, before anything answers on them: what is connected meanwhile waits. Apart from {@link NetworkServer},
 * because handlers tell clients the ports and must exist before the first request.
 */
public final class BoundListeners implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BoundListeners.class);

    /** A port and what it belongs to. */
    record Bound(Listener listener, ServerSocketChannel socket) {}

    private final List<Bound> bound;
    private final Map<ListenerName, Listener> advertised;

    private BoundListeners(List<Bound> bound, Map<ListenerName, Listener> advertised) {
        this.bound = bound;
        this.advertised = advertised;
    }

    /** @throws ListenException with one sentence for the user, if a port cannot be had; none is open then */
    public static BoundListeners bind(NetworkSettings settings) {
        var bound = new ArrayList<Bound>();
        try {
            for (var listener : settings.listeners()) {
                bound.add(bind(listener, settings.limits()));
            }
        } catch (ListenException e) {
            bound.forEach(open -> Utils.closeQuietly(open.socket(), "listener"));
            throw e;
        }
        return new BoundListeners(List.copyOf(bound), settings.advertised());
    }

    private static Bound bind(Listener listener, NetworkLimits limits) {
        ServerSocketChannel socket;
        try {
            socket = ServerSocketChannel.open();
        } catch (IOException e) {
            throw ListenException.of(listener, e);
        }
        try {
            if (limits.receiveBuffer() > 0) {
                socket.setOption(StandardSocketOptions.SO_RCVBUF, limits.receiveBuffer());
            }
            socket.bind(address(listener), limits.backlog());
            return new Bound(listener.onPort(socket.socket().getLocalPort()), socket);
        } catch (IOException | UnresolvedAddressException e) {
            Utils.closeQuietly(socket, "listener");
            throw ListenException.of(listener, e);
        }
    }

    private static InetSocketAddress address(Listener listener) {
        return listener.host().isEmpty()
                ? new InetSocketAddress(listener.port())
                : new InetSocketAddress(listener.host(), listener.port());
    }

    /** With the ports that were given where 0 was asked for, in the order of the settings. */
    public List<Listener> listeners() {
        return bound.stream().map(Bound::listener).toList();
    }

    /**
     * The address that clients of a listener are told.
     *
     * @throws IllegalArgumentException if there is no such listener
     */
    public Listener told(ListenerName name) {
        var told = advertised.get(name);
        if (told != null && told.port() != 0) {
            return told;
        }
        var own = listeners().stream()
                .filter(listener -> listener.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no listener is named " + name.value()));
        var host = told == null ? own.host() : told.host();
        return own.onHost(host.isEmpty() ? machineName() : host);
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            LOGGER.debug("The name of this machine is not known; clients are told localhost", e);
            return "localhost";
        }
    }

    List<Bound> bound() {
        return bound;
    }

    @Override
    public void close() {
        bound.forEach(open -> Utils.closeQuietly(open.socket(), "listener"));
    }
}
