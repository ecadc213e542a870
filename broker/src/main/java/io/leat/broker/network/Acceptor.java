package io.leat.broker.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the connections of one port and deals them out to the processors. */
final class Acceptor implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Acceptor.class);
    /** Without file handles, accepting fails at once, again and again. */
    private static final long REST_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BoundListeners.Bound port;
    private final List<Processor> processors;
    private final Admission admission;
    private final Complaints complaints;
    private final NetworkLimits limits;
    private final AtomicInteger accepted;

    /** @param accepted counts over all ports, so that ids differ and processors take turns */
    Acceptor(
            BoundListeners.Bound port,
            List<Processor> processors,
            Admission admission,
            Complaints complaints,
            NetworkLimits limits,
            AtomicInteger accepted) {
        this.port = port;
        this.processors = processors;
        this.admission = admission;
        this.complaints = complaints;
        this.limits = limits;
        this.accepted = accepted;
    }

    /** Until the port is closed. */
    @Override
    public void run() {
        while (port.socket().isOpen()) {
            try {
                admit(port.socket().accept());
            } catch (ClosedChannelException e) {
                LOGGER.debug("Stopped accepting on {}", port.listener());
                return;
            } catch (IOException e) {
                complaints.warn(
                        port, "A connection could not be accepted on " + port.listener() + ": " + e.getMessage());
                LockSupport.parkNanos(REST_AFTER_FAILURE_NANOS);
            }
        }
    }

    private void admit(SocketChannel socket) {
        try {
            var remote = (InetSocketAddress) socket.getRemoteAddress();
            if (admission.admits(socket, remote.getAddress(), port.listener())) {
                hand(socket, remote);
            }
        } catch (IOException e) {
            Utils.closeQuietly(socket, "connection");
            LOGGER.debug("A connection on {} was gone before it was served", port.listener(), e);
        }
    }

    private void hand(SocketChannel socket, InetSocketAddress remote) throws IOException {
        var turn = accepted.getAndIncrement() & Integer.MAX_VALUE;
        try {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (limits.sendBuffer() > 0) {
                socket.setOption(StandardSocketOptions.SO_SNDBUF, limits.sendBuffer());
            }
        } catch (IOException e) {
            admission.takeBack(remote.getAddress());
            throw e;
        }
        var id = port.listener().port() + "-" + remote.getAddress().getHostAddress() + ":" + remote.getPort() + "-"
                + turn;
        processors
                .get(turn % processors.size())
                .take(new Connection(id, port.listener(), socket, remote.getAddress(), remote.getPort()));
    }
}
