package io.leat.broker.handler.transaction;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.transaction.state.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what hangs in a partition, for an administrator ({@code kafka-transactions --abort}). */
final class WriteTxnMarkersHandler implements Handler<WriteTxnMarkersRequest> {
    private static final Logger LOGGER = LoggerFactory.getLogger(WriteTxnMarkersHandler.class);

    private final TransactionPorts ports;

    WriteTxnMarkersHandler(TransactionPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.WRITE_TXN_MARKERS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(WriteTxnMarkersRequest request, RequestContext context) {
        if (!ports.access().allowsCluster(context, AclOperation.ALTER)
                && !ports.access().allowsCluster(context, AclOperation.CLUSTER_ACTION)) {
            throw new ClusterAuthorizationException("Markers may be written by administrators only.");
        }
        Map<Long, Map<TopicPartition, Errors>> errors = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> written = new ArrayList<>();
        for (var marker : request.markers()) {
            var ofProducer = errors.computeIfAbsent(marker.producerId(), id -> new ConcurrentHashMap<>());
            for (var partition : marker.partitions()) {
                written.add(write(marker, partition, context).thenAccept(error -> ofProducer.put(partition, error)));
            }
        }
        return CompletableFuture.allOf(written.toArray(CompletableFuture[]::new))
                .thenApply(done -> Answer.reply(new WriteTxnMarkersResponse(errors)));
    }

    private CompletableFuture<Errors> write(TxnMarkerEntry marker, TopicPartition partition, RequestContext context) {
        if (ports.access().reserves(context, AclOperation.WRITE, partition.topic())) {
            return CompletableFuture.completedFuture(Errors.TOPIC_AUTHORIZATION_FAILED);
        }
        var outcome = marker.transactionResult() == TransactionResult.COMMIT ? Outcome.COMMIT : Outcome.ABORT;
        LOGGER.info(
                "Writing a marker ({}) for producer {} into {}, as asked by an administrator",
                outcome,
                marker.producerId(),
                partition);
        return ports.coordinator()
                .writeMarker(
                        partition, marker.producerId(), marker.producerEpoch(), outcome, marker.transactionVersion())
                .handle((done, failure) -> failure == null ? Errors.NONE : error(failure));
    }

    /** What is said of a coordinator of offsets becomes what is said of a partition. */
    private static Errors error(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var error = Errors.forException(cause);
        return switch (error) {
            case COORDINATOR_NOT_AVAILABLE, COORDINATOR_LOAD_IN_PROGRESS, NOT_COORDINATOR ->
                Errors.NOT_LEADER_OR_FOLLOWER;
            default -> error;
        };
    }
}
