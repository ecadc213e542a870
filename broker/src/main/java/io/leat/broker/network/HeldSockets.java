package io.leat.broker.network;

import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;

/**
 * Keeps connections that are not served open for a while, as Kafka does: a client that is refused at once comes back at
 * once. Its thread ends when there is nothing to keep. Safe for use from any thread.
 */
final class HeldSockets implements AutoCloseable {
    /** Each takes a file handle. */
    private static final int MOST = 1000;

    private static final long IDLE_SECONDS = 10;

    private final Set<SocketChannel> held = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "leat-refusals"));

    HeldSockets() {
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Closes the socket after this time; at once if there are too many. */
    void closeAfter(SocketChannel socket, int millis) {
        if (held.size() >= MOST || timer.isShutdown()) {
            close(socket);
            return;
        }
        held.add(socket);
        var unused = timer.schedule(() -> close(socket), millis, TimeUnit.MILLISECONDS);
    }

    private void close(SocketChannel socket) {
        held.remove(socket);
        Utils.closeQuietly(socket, "refused connection");
    }

    /** Called when nothing is accepted any more. */
    @Override
    public void close() {
        timer.shutdownNow();
        held.forEach(this::close);
    }
}
