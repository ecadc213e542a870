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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes complete frames to the dispatcher. The connection stays muted until the request has taken its effect: with most
 * requests, until the answer is out. Used by the processor's thread only.
 */
final class Requests {
    private static final Logger LOGGER = LoggerFactory.getLogger(Requests.class);
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
        if (authenticatesAnew(connection, channel, receive) || endedSession(connection, channel)) {
            memory.release(receive.payload());
            return;
        }
        selector.mute(connection.id());
        parse(connection, channel, receive);
    }

    private void parse(Connection connection, KafkaChannel channel, NetworkReceive receive) {
        var started = time.nanoseconds();
        try {
            var exchange = frames.parse(connection, channel, receive.payload());
            guarded(exchange, () -> dispatch(exchange, started));
        } catch (BrokenFrameException e) {
            memory.release(receive.payload());
            connections.end(connection, String.valueOf(e.getMessage()));
        }
    }

    /** Whatever fails, only this connection ends by it: the thread's others have their turn. */
    private void guarded(Exchange exchange, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOGGER.error("Cannot serve {} of {}; closing it", exchange.context.header, exchange.connection, e);
            replies.release(exchange);
            connections.close(exchange.connection);
        }
    }

    /** @return whether the frame was for the authentication, which has read it by now, however it went */
    private boolean authenticatesAnew(Connection connection, KafkaChannel channel, NetworkReceive receive) {
        if (apiKey(receive.payload()) != ApiKeys.SASL_HANDSHAKE.id) {
            return false;
        }
        try {
            return channel.maybeBeginServerReauthentication(receive, time::nanoseconds);
        } catch (IOException | RuntimeException e) {
            connections.end(connection, "authenticating anew failed: " + e.getMessage());
            return true;
        }
    }

    private static short apiKey(ByteBuffer frame) {
        return frame.remaining() < KEY_BYTES ? -1 : frame.getShort(frame.position());
    }

    private boolean endedSession(Connection connection, KafkaChannel channel) {
        if (!channel.serverAuthenticationSessionExpired(time.nanoseconds())) {
            return false;
        }
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
        guarded(answered.exchange(), () -> take(answered.exchange(), answered.answer()));
    }

    /** How many have no answer yet. */
    int underWay() {
        return underWay;
    }
}
