package io.leat.broker.network;

import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import org.apache.kafka.common.utils.Utils;

/** Lets new connections in or refuses them: above the limits at once, above the quota of their address after a wait. */
final class Admission implements AutoCloseable {
    private final ConnectionCounts counts;
    private final ClientQuotas quotas;
    private final Complaints complaints;
    private final HeldSockets held = new HeldSockets();

    Admission(ConnectionCounts counts, ClientQuotas quotas, Complaints complaints) {
        this.counts = counts;
        this.quotas = quotas;
        this.complaints = complaints;
    }

    /** @return whether the connection was counted and is to be served; one that is not will be closed */
    boolean admits(SocketChannel socket, InetAddress address, Listener listener) {
        var waitMs = quotas.recordConnection(address);
        if (waitMs > 0) {
            held.closeAfter(socket, waitMs);
            complain(address, listener, "the address opens more of them than its quota allows");
            return false;
        }
        var refused = counts.tryAdd(address);
        if (refused.isPresent()) {
            Utils.closeQuietly(socket, "refused connection");
            complain(address, listener, refused.get());
        }
        return refused.isEmpty();
    }

    private void complain(InetAddress address, Listener listener, String reason) {
        complaints.warn(
                address,
                "Refused a connection from " + address.getHostAddress() + " on listener "
                        + listener.name().value() + ": " + reason);
    }

    /** An admitted connection has come to nothing. */
    void takeBack(InetAddress address) {
        counts.remove(address);
    }

    @Override
    public void close() {
        held.close();
    }
}
