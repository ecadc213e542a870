package io.leat.broker.network;

import io.leat.broker.handler.Answer;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the answers of each connection in the order of its requests, and lets it be read again when the last request has
 * taken its effect and its throttle time is over. Used by the processor's thread only.
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
    private final ClientQuotas quotas;
    private final Time time;
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, Exchange> leaving = new HashMap<>();
    private final PriorityQueue<Pause> pauses = new PriorityQueue<>(Comparator.comparingLong(Pause::untilMs));

    Replies(Selector selector, Connections connections, MemoryPool memory, ClientQuotas quotas, Time time) {
        this.selector = selector;
        this.connections = connections;
        this.memory = memory;
        this.quotas = quotas;
        this.time = time;
    }

    /** A request came in. */
    void enter(Exchange exchange) {
        lines.computeIfAbsent(exchange.connection.id(), id -> new Line()).enter(exchange);
    }

    /** The request has taken its effect, and the answer comes later. */
    void expect(Exchange exchange) {
        release(exchange);
        exchange.effective = true;
        var line = lines.get(exchange.connection.id());
        if (line != null) {
            readOn(exchange.connection.id(), line);
        }
    }

    /** Sends the answer when those of the requests before it are out. */
    void answer(Exchange exchange, Answer answer) {
        release(exchange);
        exchange.answer = answer;
        var line = lines.get(exchange.connection.id());
        if (line == null) {
            LOGGER.debug("Gone before it was answered: {}", exchange.connection);
        } else {
            writeAll(line);
        }
    }

    private void writeAll(Line line) {
        for (var next = line.next(); next != null && isOutAfterWriting(next); next = line.next()) {
            leave(line, next);
        }
    }

    private boolean isOutAfterWriting(Exchange exchange) {
        var connection = exchange.connection;
        var answer = exchange.answer;
        if (selector.channel(connection.id()) == null) {
            LOGGER.debug("Gone before it was answered: {}", connection);
        } else if (answer instanceof Answer.Reply reply) {
            exchange.throttleMs = throttleMs(exchange, reply.throttleMs());
            if (exchange.throttleMs > reply.throttleMs()) {
                reply.response().maybeSetThrottleTimeMs(exchange.throttleMs);
            }
            return sendCounted(exchange, reply.response());
        } else if (answer instanceof Answer.Silence silence) {
            exchange.throttleMs = throttleMs(exchange, silence.throttleMs());
        } else if (answer instanceof Answer.Hangup hangup) {
            connections.end(connection, hangup.reason());
        }
        return true;
    }

    /** The longer one of the waits for what was moved and for the time that the request took. */
    private int throttleMs(Exchange exchange, int forBytesMs) {
        return Math.max(forBytesMs, quotas.recordTime(exchange.context, exchange.spentNanos()));
    }

    /** What writing takes counts as well, against the requests to come. */
    private boolean sendCounted(Exchange exchange, AbstractResponse response) {
        var started = time.nanoseconds();
        var out = send(exchange, response);
        var unused = quotas.recordTime(exchange.context, time.nanoseconds() - started);
        return out;
    }

    private boolean send(Exchange exchange, AbstractResponse response) {
        var connection = exchange.connection;
        try {
            var channel = selector.channel(connection.id());
            channel.setSend(new NetworkSend(connection.id(), exchange.context.buildResponseSend(response)));
            channel.write();
            if (channel.maybeCompleteSend() == null) {
                exchange.leaving = true;
                leaving.put(connection.id(), exchange);
                selector.mute(connection.id());
                return false;
            }
        } catch (IOException e) {
            LOGGER.debug("Gone while it was answered: {}", connection, e);
            connections.close(connection);
        } catch (RuntimeException e) {
            LOGGER.error("The answer to {} cannot be written; closing the connection", exchange.context.header, e);
            connections.close(connection);
        }
        return true;
    }

    /** The selector has written the rest. */
    void onSent(String connectionId) {
        var exchange = leaving.remove(connectionId);
        var line = lines.get(connectionId);
        if (exchange != null && line != null) {
            leave(line, exchange);
            writeAll(line);
        }
    }

    /** Returns the requests whose answers nobody will read. */
    List<Exchange> disconnect(String connectionId) {
        leaving.remove(connectionId);
        var line = lines.remove(connectionId);
        return line == null ? List.of() : line.all();
    }

    private void leave(Line line, Exchange first) {
        var id = first.connection.id();
        line.leave();
        if (first.throttleMs > 0 && selector.channel(id) != null) {
            var until = time.milliseconds() + first.throttleMs;
            line.pauseUntil(until);
            selector.mute(id);
            pauses.add(new Pause(until, id));
        } else {
            readOn(id, line);
        }
    }

    private void readOn(String id, Line line) {
        if (selector.channel(id) == null) {
            if (line.isEmpty()) {
                lines.remove(id);
            }
        } else if (line.takesMore()) {
            selector.unmute(id);
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
            endPause(pauses.remove().connectionId(), now);
        }
        return atMostMs;
    }

    private void endPause(String connectionId, long nowMs) {
        var line = lines.get(connectionId);
        if (line != null && line.endPause(nowMs)) {
            readOn(connectionId, line);
        }
    }

    /** The connections of clients that have all their answers and only have to wait for their quotas. */
    List<Connection> paused() {
        return pauses.stream()
                .map(Pause::connectionId)
                .distinct()
                .filter(id -> {
                    var line = lines.get(id);
                    return line != null && line.isOnlyPaused();
                })
                .flatMap(id -> Stream.ofNullable(connections.find(id)))
                .toList();
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
