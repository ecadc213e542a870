package io.leat.broker.network;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Dispatcher;
import io.leat.broker.network.Exchange.Answered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.utils.Time;

/**
 * Takes complete frames to the dispatcher. The connection stays muted until the request has taken its effect: with most
 * requests, until the answer is out. Used by the processor's thread only.
 */
final class Requests {
    /** Where a frame, its size taken off, tells its API key. */
    private static final int KEY_BYTES = Short.BYTES;

    private final Selector selector;
    private final Connections connections;
    private final Frames frames;
    private final Dispatcher dispatcher;
    private final Replies replies;
    private final Mailbox mailbox;
    private final MemoryPool memory;
    private final Time time;
    private int underWay;

    Requests(
            Selector selector,
            Connections connections,
            Dispatcher dispatcher,
            Replies replies,
            Mailbox mailbox,
            MemoryPool memory,
            Time time) {
        this.selector = selector;
        this.connections = connections;
        this.frames = new Frames(dispatcher.handlers());
        this.dispatcher = dispatcher;
        this.replies = replies;
        this.mailbox = mailbox;
        this.memory = memory;
        this.time = time;
    }

    void onReceive(NetworkReceive receive) {
        var connection = connections.find(receive.source());
        var channel = selector.channel(receive.source());
        if (connection == null || channel == null) {
            memory.release(receive.payload());
            return;
        }
        var started = time.nanoseconds();
        try {
            if (!beginsReauthentication(channel, receive) && !endedSession(connection, channel, receive)) {
                selector.mute(connection.id());
                dispatch(frames.parse(connection, channel, receive.payload()), started);
            }
        } catch (BrokenFrameException e) {
            memory.release(receive.payload());
            connections.end(connection, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            memory.release(receive.payload());
            connections.end(connection, "authenticating anew failed: " + e.getMessage());
        }
    }

    private boolean beginsReauthentication(KafkaChannel channel, NetworkReceive receive) throws IOException {
        return apiKey(receive.payload()) == ApiKeys.SASL_HANDSHAKE.id
                && channel.maybeBeginServerReauthentication(receive, time::nanoseconds);
    }

    private static short apiKey(ByteBuffer frame) {
        return frame.remaining() < KEY_BYTES ? -1 : frame.getShort(frame.position());
    }

    private boolean endedSession(Connection connection, KafkaChannel channel, NetworkReceive receive) {
        if (!channel.serverAuthenticationSessionExpired(time.nanoseconds())) {
            return false;
        }
        memory.release(receive.payload());
        connections.end(connection, "the session ended (connections.max.reauth.ms)");
        return true;
    }

    /** @param started when the processor began with the request, in nanoseconds */
    private void dispatch(Exchange exchange, long started) {
        if (!exchange.request.apiKey().requiresDelayedAllocation) {
            // Nothing of the request looks into the bytes any more.
            replies.release(exchange);
        }
        replies.enter(exchange);
        var answer = dispatcher.dispatch(exchange.request, exchange.context, exchange::spend);
        exchange.spend(time.nanoseconds() - started);
        follow(exchange, answer);
    }

    private void follow(Exchange exchange, CompletableFuture<Answer> answer) {
        if (answer.isDone()) {
            take(exchange, answer.join());
            return;
        }
        underWay++;
        exchange.pending = answer;
        var unused = answer.thenAccept(done -> mailbox.leave(new Answered(exchange, done)));
    }

    private void take(Exchange exchange, Answer answer) {
        if (answer instanceof Answer.Later later) {
            replies.expect(exchange);
            follow(exchange, later.answer());
        } else {
            replies.answer(exchange, answer);
        }
    }

    /** A request that only waits, as a Fetch may do for long, ends with its connection. */
    void onDisconnected(String connectionId) {
        for (var left : replies.disconnect(connectionId)) {
            var pending = left.pending;
            if (left.buffer == null && pending != null && pending.cancel(false)) {
                underWay--;
            }
        }
    }

    void onAnswered(Answered answered) {
        underWay--;
        answered.exchange().pending = null;
        take(answered.exchange(), answered.answer());
    }

    /** How many have no answer yet. */
    int underWay() {
        return underWay;
    }
}
