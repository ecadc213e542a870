package io.leat.broker.network;

import io.leat.broker.handler.Dispatcher;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a share of the connections on one thread: reads their requests, hands them on, writes the answers. */
final class Processor implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Processor.class);
    /** How late an idle connection or a delayed refusal may be noticed. */
    private static final long POLL_MS = 500;
    /** How late a stalled connection, a client that hung up while it is not read, or a new certificate may be noticed. */
    private static final long LOOK_AROUND_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** How long answers under way have to leave when the server stops. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Time time;
    private final Selector selector;
    private final Mailbox mailbox;
    private final Connections connections;
    private final Replies replies;
    private final Requests requests;
    private final ListenerChannels channels;
    private final SelectorLog log = new SelectorLog();
    private final Patience patience = new Patience();
    private long lookedAround;
    private volatile boolean stopping;

    Processor(
            int number,
            NetworkLimits limits,
            Map<ListenerName, ChannelBuilder> builders,
            MemoryPool memory,
            Dispatcher dispatcher,
            ConnectionCounts counts,
            Complaints complaints,
            ClientQuotas quotas,
            Metrics metrics,
            Time time) {
        var byId = new HashMap<String, Connection>();
        this.time = time;
        this.channels = new ListenerChannels(builders, byId, complaints);
        this.selector = new Selector(
                limits.requestBytes(),
                limits.idle().toMillis(),
                Math.toIntExact(limits.failedAuthenticationDelay().toMillis()),
                metrics,
                time,
                "server",
                Map.of("thread", String.valueOf(number)),
                false,
                false,
                channels,
                memory,
                log);
        this.mailbox = new Mailbox(selector::wakeup);
        this.connections = new Connections(byId, selector, counts, complaints, log);
        this.replies = new Replies(selector, connections, memory, quotas, time);
        this.requests = new Requests(selector, connections, dispatcher, replies, mailbox, memory, time);
    }

    /** From any thread. */
    void take(Connection connection) {
        mailbox.leave(connection);
    }

    /** From any thread: reads no more, writes the answers under way, closes all connections, ends. */
    void stop() {
        stopping = true;
        mailbox.signal();
    }

    @Override
    public void run() {
        mailbox.ownedBy(Thread.currentThread());
        while (!stopping) {
            turn(true);
        }
        var deadline = time.nanoseconds() + CLOSE_NANOS;
        while ((requests.underWay() > 0 || !replies.isEmpty()) && deadline - time.nanoseconds() > 0) {
            turn(false);
        }
        discard();
    }

    /** Closes everything; called by the processor's thread, or if it has never been started. */
    void discard() {
        connections.closeAll();
        Utils.closeQuietly(selector, "selector");
    }

    private void turn(boolean reading) {
        try {
            mailbox.open();
            takeMail();
            var wait = replies.endPauses(POLL_MS);
            selector.poll(mailbox.isEmpty() ? wait : 0);
            if (reading) {
                selector.completedReceives().forEach(requests::onReceive);
            }
            selector.clearCompletedReceives();
            selector.completedSends().forEach(send -> replies.onSent(send.destinationId()));
            selector.clearCompletedSends();
            selector.disconnected().forEach((id, state) -> {
                requests.onDisconnected(id);
                connections.onDisconnected(id, state);
            });
            log.clear();
            lookAround(time.nanoseconds());
            connections.takeClosed().forEach(requests::onDisconnected);
        } catch (IOException | RuntimeException e) {
            LOGGER.error("A network thread met an error; it goes on", e);
        }
    }

    private void takeMail() {
        for (var arrival = mailbox.takeArrival(); arrival != null; arrival = mailbox.takeArrival()) {
            connections.admit(arrival);
        }
        for (var answer = mailbox.takeAnswer(); answer != null; answer = mailbox.takeAnswer()) {
            requests.onAnswered(answer);
        }
    }

    private void lookAround(long now) throws IOException {
        if (now - lookedAround < LOOK_AROUND_NANOS) {
            return;
        }
        lookedAround = now;
        channels.reloadCertificates();
        for (var gone : Hangups.among(replies.paused())) {
            LOGGER.debug("Hung up while it had to wait for its quota: {}", gone);
            connections.close(gone);
        }
        patience.keepOnly(id -> connections.find(id) != null);
        for (var connection : connections.all()) {
            var channel = selector.channel(connection.id());
            if (channel != null) {
                patience.exhaustedBy(connection, channel, now).ifPresent(reason -> connections.end(connection, reason));
            }
        }
    }
}
