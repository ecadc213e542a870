package io.leat.broker.transaction;

import io.leat.broker.transaction.state.Dead;
import io.leat.broker.transaction.state.Holder;
import io.leat.broker.transaction.state.Ongoing;
import io.leat.broker.transaction.state.Prepared;
import io.leat.broker.transaction.state.TransactionState;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.TopicPartition;

/** The transactional ids that are known, by id and by producer id. Safe for use from any thread. */
final class TransactionTable {
    private static final long NOBODY = -1;

    private final StateTopic topic;
    private final Slot.Listener listener;
    private final ConcurrentMap<String, Slot> byTransactionalId = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Slot> byProducerId = new ConcurrentHashMap<>();

    TransactionTable(StateTopic topic, Slot.Listener listener) {
        this.topic = topic;
        this.listener = listener;
    }

    /** Reads what is stored. */
    void load() {
        topic.load().forEach((id, state) -> {
            if (!(state instanceof Dead)) {
                var slot = new Slot(id, state, topic, listener);
                byTransactionalId.put(id, slot);
                byProducerId.put(producerId(state), slot);
            }
        });
    }

    Optional<Slot> find(String transactionalId) {
        return Optional.ofNullable(byTransactionalId.get(transactionalId));
    }

    Slot findOrMake(String transactionalId) {
        return byTransactionalId.computeIfAbsent(transactionalId, id -> new Slot(id, new Dead(), topic, listener));
    }

    Optional<Slot> find(long producerId) {
        return Optional.ofNullable(byProducerId.get(producerId));
    }

    Collection<Slot> all() {
        return byTransactionalId.values();
    }

    /** Whether what the producer has undecided in the partition is of a transaction that is stored. */
    boolean knows(long producerId, TopicPartition partition) {
        return find(producerId)
                .map(Slot::state)
                .filter(state -> state instanceof Ongoing || state instanceof Prepared)
                .filter(state -> state.partitions().contains(partition))
                .isPresent();
    }

    /** Keeps up with a producer id that has changed. */
    void moved(Slot slot, TransactionState from, TransactionState to) {
        var before = producerId(from);
        var after = producerId(to);
        if (before != after) {
            byProducerId.remove(before, slot);
            if (after != NOBODY) {
                byProducerId.put(after, slot);
            }
        }
    }

    void remove(Slot slot) {
        byTransactionalId.remove(slot.transactionalId(), slot);
    }

    private static long producerId(TransactionState state) {
        return state.holder().map(Holder::producerId).orElse(NOBODY);
    }
}
