package io.leat.broker.transaction;

import io.leat.broker.disk.DiskFullException;
import io.leat.broker.transaction.state.HeldState;
import io.leat.broker.transaction.state.TransactionEvent;
import io.leat.broker.transaction.state.TransactionState;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a producer is answered.
 *
 * @param producerId that it goes on with, -1 after an error
 * @param epoch that it goes on with, -1 after an error
 */
public record TransactionResult(Errors error, long producerId, short epoch) {

    static TransactionResult refused(Errors error) {
        return new TransactionResult(error, TransactionEvent.NO_ID, TransactionEvent.NO_EPOCH);
    }

    static TransactionResult of(Errors error, TransactionState state) {
        if (error != Errors.NONE || !(state instanceof HeldState held)) {
            return refused(error);
        }
        var next = held.successor();
        return new TransactionResult(error, next.producerId(), next.epoch());
    }

    /** The state could not be stored; clients are told what makes them ask again, as by Kafka. */
    static TransactionResult failed(Throwable failure) {
        return refused(error(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure));
    }

    private static Errors error(Throwable failure) {
        if (failure instanceof DiskFullException || failure instanceof UnknownTopicOrPartitionException) {
            return Errors.COORDINATOR_NOT_AVAILABLE;
        }
        if (failure instanceof KafkaStorageException) {
            return Errors.NOT_COORDINATOR;
        }
        return failure instanceof ApiException && !(failure instanceof RecordTooLargeException)
                ? Errors.forException(failure)
                : Errors.UNKNOWN_SERVER_ERROR;
    }
}
