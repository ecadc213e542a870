package io.leat.broker.handler.data;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.requests.FetchMetadata;

/**
 * The sessions of all consumers, as many as there are slots, with so many partitions in all: a session may name any
 * partition, whether there is one or not. A full cache makes room for a new session by forgetting the one that was unused
 * for the longest time, if that is long enough, or else a smaller and not so young one; the consumer of a forgotten
 * session begins anew.
 */
final class FetchSessions {
    private static final long MIN_IDLE_MS = 120_000;

    private final int slots;
    private final int mostPartitions;
    private final LongSupplier clock;
    private final IntSupplier random;
    /** In the order of their last use. */
    private final LinkedHashMap<Integer, Slot> sessions = new LinkedHashMap<>(16, 0.75f, true);

    private record Slot(FetchSession session, long usedAt) {}

    /**
     * @param mostPartitions of all sessions together
     * @param clock milliseconds
     * @param random gives the ids of sessions
     */
    FetchSessions(int slots, int mostPartitions, LongSupplier clock, IntSupplier random) {
        this.slots = slots;
        this.mostPartitions = mostPartitions;
        this.clock = clock;
        this.random = random;
    }

    /** Makes a session for so many partitions; empty if there is no slot for it. */
    synchronized Optional<FetchSession> create(boolean byTopicId, int size) {
        var now = clock.getAsLong();
        if (isFull(size)) {
            makeRoom(size, now);
        }
        if (isFull(size)) {
            return Optional.empty();
        }
        var session = new FetchSession(freeId(), byTopicId, now);
        sessions.put(session.id(), new Slot(session, now));
        return Optional.of(session);
    }

    private boolean isFull(int size) {
        return sessions.size() >= slots || partitions() + size > mostPartitions;
    }

    private long partitions() {
        return sessions.values().stream().mapToLong(slot -> slot.session.size()).sum();
    }

    /** Takes note that a session has more partitions than before; forgets it if there are too many now. */
    synchronized boolean keepGrown(FetchSession session) {
        var kept = partitions() <= mostPartitions;
        if (!kept) {
            sessions.remove(session.id());
        }
        return kept;
    }

    private int freeId() {
        int id;
        do {
            id = random.getAsInt() & Integer.MAX_VALUE;
        } while (id == FetchMetadata.INVALID_SESSION_ID || sessions.containsKey(id));
        return id;
    }

    private void makeRoom(int size, long now) {
        if (sessions.isEmpty()) {
            return;
        }
        var oldest = sessions.values().iterator().next();
        var victim = now - oldest.usedAt >= MIN_IDLE_MS ? Optional.of(oldest.session) : smaller(size, now);
        victim.ifPresent(session -> sessions.remove(session.id()));
    }

    private Optional<FetchSession> smaller(int size, long now) {
        return sessions.values().stream()
                .map(Slot::session)
                .filter(session -> session.size() < size && now - session.createdAt() >= MIN_IDLE_MS)
                .findFirst();
    }

    /** Finds a session and notes that it is in use. */
    synchronized Optional<FetchSession> use(int id) {
        return Optional.ofNullable(
                        sessions.computeIfPresent(id, (key, slot) -> new Slot(slot.session, clock.getAsLong())))
                .map(Slot::session);
    }

    synchronized void remove(int id) {
        sessions.remove(id);
    }
}
