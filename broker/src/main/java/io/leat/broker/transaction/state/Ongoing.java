package io.leat.broker.transaction.state;

import static io.leat.broker.transaction.state.TransactionEvent.NO_ID;

import io.leat.broker.transaction.state.TransactionEvent.Add;
import io.leat.broker.transaction.state.TransactionEvent.End;
import io.leat.broker.transaction.state.TransactionEvent.Init;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** A transaction is open: records of the producer may be appended to its partitions. */
public record Ongoing(Holder producer, Set<TopicPartition> partitions, long startedAt, long updatedAt, short version)
        implements HeldState {

    public Ongoing {
        partitions = Set.copyOf(partitions);
    }

    /** The open transaction is aborted first, so that the new producer finds nothing undecided; it has to ask again. */
    @Override
    public Decision init(Init init, long now) {
        return hasOrTakes(init)
                ? new Decision.Move(fence(now), Errors.CONCURRENT_TRANSACTIONS)
                : Decision.refuse(Errors.PRODUCER_FENCED);
    }

    /** Kafka lets also a producer with an old epoch abort here, and fences it only when it asks again. */
    private boolean hasOrTakes(Init init) {
        return init.starts()
                || (producer.mayBe(init) && (init.epoch() == producer.epoch() || init.epoch() == producer.lastEpoch()));
    }

    private Prepared fence(long now) {
        return new Prepared(producer.fenced(), Outcome.ABORT, partitions, NO_ID, startedAt, now, version);
    }

    @Override
    public Decision join(Add add, long now) {
        if (partitions.containsAll(add.partitions())) {
            return Decision.done();
        }
        var all = new HashSet<>(partitions);
        all.addAll(add.partitions());
        return Decision.moveTo(new Ongoing(producer, all, startedAt, now, add.version()));
    }

    @Override
    public Decision end(End end, long now) {
        var error = check(end.producerId(), end.epoch());
        if (error != Errors.NONE) {
            return Decision.refuse(error);
        }
        if (!end.bumpsEpoch()) {
            return Decision.moveTo(
                    new Prepared(producer, end.outcome(), partitions, NO_ID, startedAt, now, end.version()));
        }
        var next = producer.exhausted() ? end.newIds().getAsLong() : NO_ID;
        return Decision.moveTo(
                new Prepared(producer.bumped(), end.outcome(), partitions, next, startedAt, now, end.version()));
    }

    @Override
    public Decision timeOut(long now) {
        return startedAt + producer.timeoutMs() < now ? Decision.moveTo(fence(now)) : Decision.done();
    }

    @Override
    public String name() {
        return "Ongoing";
    }
}
