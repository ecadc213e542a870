package io.leat.broker.handler.data;

import io.leat.broker.transaction.TransactionGate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ProduceRequest;

/**
 * Lets records of a transaction through only while it is open and their partition part of it. Each answer of the
 * coordinator is translated into what producers of the request's version understand, as Kafka does it (KIP-890).
 */
final class ProduceTransactions {
    private static final short FIRST_WITH_ABORTABLE = 11;

    private final TransactionGate gate;

    ProduceTransactions(TransactionGate gate) {
        this.gate = gate;
    }

    /** Refuses those parts whose transaction is not open; completes when all are looked at. */
    CompletableFuture<Void> admit(List<ProducePart> parts, String transactionalId, short version) {
        var waiting = parts.stream()
                .filter(part -> part.waitsForTransaction() && !isOpen(part))
                .toList();
        if (waiting.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var first = waiting.get(0);
        if (waiting.stream().anyMatch(part -> part.producerId() != first.producerId())) {
            waiting.forEach(part -> part.refuse(
                    Errors.INVALID_PRODUCER_ID_MAPPING, "The transactional records are of several producer ids."));
            return CompletableFuture.completedFuture(null);
        }
        var partitions = waiting.stream().map(ProducePart::partition).collect(Collectors.toSet());
        var add = ProduceRequest.isTransactionV2Requested(version);
        return gate.admit(transactionalId, first.producerId(), first.producerEpoch(), partitions, add)
                .thenAccept(refused -> refuse(waiting, refused, version));
    }

    private static void refuse(List<ProducePart> waiting, Map<TopicPartition, Errors> refused, short version) {
        for (var part : waiting) {
            var error = refused.getOrDefault(part.partition(), Errors.NONE);
            if (error != Errors.NONE) {
                part.refuse(
                        translate(error, version),
                        "The transaction does not take records for " + part.partition() + ": " + error.message());
            }
        }
    }

    static Errors translate(Errors error, short version) {
        return switch (error) {
            case PRODUCER_FENCED -> Errors.INVALID_PRODUCER_EPOCH;
            case TRANSACTION_ABORTABLE -> version < FIRST_WITH_ABORTABLE ? Errors.INVALID_TXN_STATE : error;
            case CONCURRENT_TRANSACTIONS ->
                ProduceRequest.isTransactionV2Requested(version) ? error : Errors.NOT_ENOUGH_REPLICAS;
            case COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR, NETWORK_EXCEPTION ->
                Errors.NOT_ENOUGH_REPLICAS;
            default -> error;
        };
    }

    private boolean isOpen(ProducePart part) {
        return gate.isOpen(part.producerId(), part.producerEpoch(), part.partition());
    }

    /** Under the partition's lock, where no marker can come in between. */
    void check(ProducePart part) {
        if (part.waitsForTransaction() && !isOpen(part)) {
            throw new InvalidTxnStateException("The records for " + part.partition() + " are of no open transaction.");
        }
    }
}
