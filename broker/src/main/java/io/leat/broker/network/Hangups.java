package io.leat.broker.network;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the clients that have hung up among those that are not read from, of which the selector tells nothing: a socket
 * that is readable and has no bytes is at its end. One that has bytes tells its end when they are read, or is closed when
 * it has been idle for too long.
 */
final class Hangups {
    private Hangups() {}

    /** @throws IOException if no more files can be open */
    static List<Connection> among(List<Connection> unread) throws IOException {
        if (unread.isEmpty()) {
            return List.of();
        }
        var gone = new ArrayList<Connection>();
        try (var selector = Selector.open()) {
            var byKey = register(unread, selector);
            selector.selectNow(key -> {
                var connection = byKey.get(key);
                if (connection != null && isAtItsEnd(connection.socket())) {
                    gone.add(connection);
                }
            });
        }
        return gone;
    }

    private static Map<SelectionKey, Connection> register(List<Connection> unread, Selector selector)
            throws IOException {
        var byKey = new HashMap<SelectionKey, Connection>();
        for (var connection : unread) {
            byKey.put(connection.socket().register(selector, SelectionKey.OP_READ), connection);
        }
        return byKey;
    }

    private static boolean isAtItsEnd(SocketChannel socket) {
        try {
            return socket.socket().getInputStream().available() == 0;
        } catch (IOException e) {
            // A reset.
            return true;
        }
    }
}
