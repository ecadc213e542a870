package io.leat.broker.network;

import java.net.InetAddress;
import java.nio.channels.SocketChannel;

/**
 * An accepted connection.
 *
 * @param id unique for the life of the process: {@code local:port-remote:port-count}
 */
record Connection(String id, Listener listener, SocketChannel socket, InetAddress address, int port) {

    /** For log lines. */
    @Override
    public String toString() {
        return address.getHostAddress() + ":" + port + " on listener "
                + listener.name().value();
    }
}
