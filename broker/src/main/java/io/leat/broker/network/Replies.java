package io.leat.broker.network;

import io.leat.broker.handler.Answer;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers and lets a connection be read again when its answer is out and its throttle time is over. Used by the
 * processor's thread only.
 *
 * <p>An answer is written at once, as far as the socket takes it; only what remains is left to the selector. Most answers
 * fit, which saves a turn of the loop and two changes of the selector's interest.
 */
final class Replies {
    private static final Logger LOGGER = LoggerFactory.getLogger(Replies.class);

    /** When a connection may be read again. */
    private record Pause(long untilMs, String connectionId) {}

    private final Selector selector;
    private final Connections connections;
    private final MemoryPool memory;
    private final Time time;
    private final Map<String, Exchange> leaving = new HashMap<>();
    private final PriorityQueue<Pause> pauses = new PriorityQueue<>(Comparator.comparingLong(Pause::untilMs));

    Replies(Selector selector, Connections connections, MemoryPool memory, Time time) {
        this.selector = selector;
        this.connections = connections;
        this.memory = memory;
        this.time = time;
    }

    void answer(Exchange exchange, Answer answer) {
        release(exchange);
        var connection = exchange.connection;
        if (selector.channel(connection.id()) == null) {
            LOGGER.debug("Gone before it was answered: {}", connection);
        } else if (answer instanceof Answer.Reply reply) {
            exchange.throttleMs = reply.throttleMs();
            send(exchange, reply.response());
        } else if (answer instanceof Answer.Silence silence) {
            exchange.throttleMs = silence.throttleMs();
            resume(exchange);
        } else if (answer instanceof Answer.Hangup hangup) {
            connections.end(connection, hangup.reason());
        }
    }

    private void send(Exchange exchange, AbstractResponse response) {
        var connection = exchange.connection;
        try {
            var channel = selector.channel(connection.id());
            channel.setSend(new NetworkSend(connection.id(), exchange.context.buildResponseSend(response)));
            channel.write();
            if (channel.maybeCompleteSend() == null) {
                leaving.put(connection.id(), exchange);
            } else {
                resume(exchange);
            }
        } catch (IOException e) {
            LOGGER.debug("Gone while it was answered: {}", connection, e);
            connections.close(connection);
        } catch (RuntimeException e) {
            LOGGER.error("The answer to {} cannot be written; closing the connection", exchange.context.header, e);
            connections.close(connection);
        }
    }

    /** The selector has written the rest. */
    void onSent(String connectionId) {
        var exchange = leaving.remove(connectionId);
        if (exchange != null) {
            resume(exchange);
        }
    }

    void onDisconnected(String connectionId) {
        leaving.remove(connectionId);
    }

    private void resume(Exchange exchange) {
        if (exchange.throttleMs > 0) {
            pauses.add(new Pause(time.milliseconds() + exchange.throttleMs, exchange.connection.id()));
        } else {
            unmute(exchange.connection.id());
        }
    }

    /** @return milliseconds until the next call is due, at most the given ones */
    long endPauses(long atMostMs) {
        if (pauses.isEmpty()) {
            return atMostMs;
        }
        var now = time.milliseconds();
        for (var pause = pauses.peek(); pause != null; pause = pauses.peek()) {
            if (pause.untilMs() > now) {
                return Math.min(atMostMs, pause.untilMs() - now);
            }
            unmute(pauses.remove().connectionId());
        }
        return atMostMs;
    }

    private void unmute(String connectionId) {
        if (selector.channel(connectionId) != null) {
            selector.unmute(connectionId);
        }
    }

    /** The handler is done with the request's bytes. */
    void release(Exchange exchange) {
        if (exchange.buffer != null) {
            memory.release(exchange.buffer);
            exchange.buffer = null;
        }
    }

    boolean isEmpty() {
        return leaving.isEmpty();
    }
}
