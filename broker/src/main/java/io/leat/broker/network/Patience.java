package io.leat.broker.network;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.NetworkReceive;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a client that keeps the server waiting is waited for no more: one that does not authenticate, and one that
 * announces a request and does not send it, since the memory for it is taken. Used by the processor's thread only.
 */
final class Patience {
    static final long AUTHENTICATION_NANOS = TimeUnit.SECONDS.toNanos(30);
    static final long FRAME_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Beyond the first seconds a frame has to come at this rate. */
    static final long BYTES_PER_SECOND = 10_000;

    /** A frame, and since when it is arriving. */
    private record Arriving(NetworkReceive frame, long sinceNanos) {}

    /** An authentication, the first of its connection or a later one, and since when it is under way. */
    private record Authenticating(int earlier, long sinceNanos) {}

    private final Map<String, Arriving> arriving = new HashMap<>();
    private final Map<String, Authenticating> authenticating = new HashMap<>();

    /** @return why the connection is to be closed */
    Optional<String> exhaustedBy(Connection connection, KafkaChannel channel, long nowNanos) {
        if (!channel.ready()) {
            return exhaustedByLogin(connection.id(), channel.successfulAuthentications(), nowNanos);
        }
        authenticating.remove(connection.id());
        return exhaustedBy(connection.id(), channel.currentReceive(), nowNanos);
    }

    /** @param earlier how often the connection has authenticated before */
    Optional<String> exhaustedByLogin(String id, int earlier, long nowNanos) {
        var known = authenticating.get(id);
        if (known == null || known.earlier() != earlier) {
            authenticating.put(id, new Authenticating(earlier, nowNanos));
            return Optional.empty();
        }
        return nowNanos - known.sinceNanos() > AUTHENTICATION_NANOS
                ? Optional.of("no authentication within " + TimeUnit.NANOSECONDS.toSeconds(AUTHENTICATION_NANOS) + " s")
                : Optional.empty();
    }

    /** @param frame the one that is being read, if any */
    Optional<String> exhaustedBy(String id, @Nullable NetworkReceive frame, long nowNanos) {
        if (frame == null || !frame.memoryAllocated()) {
            arriving.remove(id);
            return Optional.empty();
        }
        var known = arriving.get(id);
        if (known == null || known.frame() != frame) {
            arriving.put(id, new Arriving(frame, nowNanos));
            return Optional.empty();
        }
        var waited = nowNanos - known.sinceNanos();
        if (waited <= FRAME_NANOS + TimeUnit.SECONDS.toNanos(frame.bytesRead() / BYTES_PER_SECOND)) {
            return Optional.empty();
        }
        return Optional.of("a request of " + frame.payload().capacity() + " bytes did not arrive within "
                + TimeUnit.NANOSECONDS.toSeconds(waited) + " s");
    }

    /** Forgets the connections that are gone. */
    void keepOnly(Predicate<String> open) {
        arriving.keySet().removeIf(open.negate());
        authenticating.keySet().removeIf(open.negate());
    }
}
