package io.leat.broker.transaction;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The open producers of this process by transactional id: one for each. */
final class Sessions {
    private final ConcurrentMap<String, SessionProducer> open = new ConcurrentHashMap<>();

    /** Puts a newer producer in the place of an older one, which is fenced; completes when that has nothing undecided. */
    CompletableFuture<?> replace(SessionProducer newer) {
        var older = open.put(newer.transactionalId(), newer);
        return older == null ? CompletableFuture.completedFuture(null) : older.fence();
    }

    /** Shuts a producer out, because a client has its transactional id; completes when it has nothing undecided. */
    CompletableFuture<?> fence(String transactionalId) {
        var older = open.remove(transactionalId);
        return older == null ? CompletableFuture.completedFuture(null) : older.fence();
    }

    /** The producer is closed. */
    void remove(SessionProducer closed) {
        open.remove(closed.transactionalId(), closed);
    }

    Optional<SessionProducer> find(String transactionalId) {
        return Optional.ofNullable(open.get(transactionalId));
    }

    Collection<SessionProducer> all() {
        return open.values();
    }
}
