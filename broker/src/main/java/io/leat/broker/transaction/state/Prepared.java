package io.leat.broker.transaction.state;

import static io.leat.broker.transaction.state.TransactionEvent.EPOCH_PER_TRANSACTION;
import static io.leat.broker.transaction.state.TransactionEvent.NO_ID;

import io.leat.broker.transaction.state.TransactionEvent.Add;
import io.leat.broker.transaction.state.TransactionEvent.End;
import io.leat.broker.transaction.state.TransactionEvent.Init;
import io.leat.broker.transaction.state.TransactionEvent.MarkersWritten;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * How the transaction ends is stored, and with it decided; the markers that tell readers are on their way. After a crash
 * they are written again.
 *
 * @param producer with the epoch that the markers carry
 * @param nextProducerId what the producer goes on with when its epochs have run out, else {@link TransactionEvent#NO_ID}
 */
public record Prepared(
        Holder producer,
        Outcome outcome,
        Set<TopicPartition> partitions,
        long nextProducerId,
        long startedAt,
        long updatedAt,
        short version)
        implements HeldState {

    public Prepared {
        partitions = Set.copyOf(partitions);
    }

    @Override
    public Holder successor() {
        return nextProducerId == NO_ID
                ? producer
                : producer.rotated(nextProducerId, producer.lastEpoch(), producer.timeoutMs());
    }

    @Override
    public Decision init(Init init, long now) {
        return Decision.refuse(producer.mayBe(init) ? Errors.CONCURRENT_TRANSACTIONS : Errors.PRODUCER_FENCED);
    }

    @Override
    public Errors check(long producerId, short epoch) {
        // Who was answered already may come with what it goes on with, before the markers are written.
        if (successor().is(producerId, epoch) || producer.is(producerId, epoch)) {
            return Errors.CONCURRENT_TRANSACTIONS;
        }
        return producerId == producer.producerId() ? Errors.PRODUCER_FENCED : Errors.INVALID_PRODUCER_ID_MAPPING;
    }

    @Override
    public Decision join(Add add, long now) {
        return Decision.refuse(Errors.CONCURRENT_TRANSACTIONS);
    }

    @Override
    public Decision end(End end, long now) {
        if (end.bumpsEpoch() && successor().is(end.producerId(), end.epoch())) {
            // The next transaction is aborted before it could begin, while the markers of this one are written.
            return Decision.refuse(Errors.CONCURRENT_TRANSACTIONS);
        }
        if (end.producerId() != producer.producerId()) {
            return Decision.refuse(Errors.INVALID_PRODUCER_ID_MAPPING);
        }
        var repeated = end.bumpsEpoch() ? isBefore(end.epoch()) : end.epoch() == producer.epoch();
        if (!repeated) {
            return Decision.refuse(Errors.PRODUCER_FENCED);
        }
        return Decision.refuse(end.outcome() == outcome ? Errors.CONCURRENT_TRANSACTIONS : Errors.INVALID_TXN_STATE);
    }

    private boolean isBefore(short epoch) {
        var fencedAtTheLast = producer.epoch() == Short.MAX_VALUE && nextProducerId == NO_ID;
        return producer.epoch() == epoch + 1 && !fencedAtTheLast;
    }

    @Override
    public Decision markersWritten(MarkersWritten markers, long now) {
        if (!markers.end().equals(this)) {
            return Decision.done();
        }
        var after = version >= EPOCH_PER_TRANSACTION ? successor() : producer;
        return Decision.moveTo(new Completed(after, outcome, startedAt, now, version));
    }

    @Override
    public String name() {
        return "Prepare" + outcome.text();
    }
}
