package io.leat.broker.handler.transaction;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.AddPartitionsToTxnResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Makes partitions part of transactions. Up to version 3 for the client's own transaction; from 4 on brokers ask for
 * several, or only whether partitions are part of them.
 */
final class AddPartitionsToTxnHandler implements Handler<AddPartitionsToTxnRequest> {
    private static final short FIRST_OF_BROKERS = 4;
    private static final short FIRST_WITH_EPOCH_PER_TRANSACTION = 5;

    private final TransactionPorts ports;

    AddPartitionsToTxnHandler(TransactionPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ADD_PARTITIONS_TO_TXN;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(AddPartitionsToTxnRequest request, RequestContext context) {
        var version = context.apiVersion();
        if (version >= FIRST_OF_BROKERS && !ports.access().allowsCluster(context, AclOperation.CLUSTER_ACTION)) {
            throw new ClusterAuthorizationException("The request is for brokers.");
        }
        var results = request.normalizeRequest().data().transactions().stream()
                .map(transaction -> answer(transaction, context))
                .toList();
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    var data = new AddPartitionsToTxnResponseData();
                    for (var result : results) {
                        if (version < FIRST_OF_BROKERS) {
                            data.setResultsByTopicV3AndBelow(result.join().topicResults());
                        } else {
                            data.resultsByTransaction().add(result.join());
                        }
                    }
                    return Answer.reply(new AddPartitionsToTxnResponse(data));
                });
    }

    private CompletableFuture<AddPartitionsToTxnResult> answer(
            AddPartitionsToTxnTransaction transaction, RequestContext context) {
        var partitions = new HashSet<>(AddPartitionsToTxnRequest.getPartitions(transaction.topics()));
        return errors(transaction, partitions, context)
                .thenApply(errors ->
                        AddPartitionsToTxnResponse.resultForTransaction(transaction.transactionalId(), errors));
    }

    private CompletableFuture<Map<TopicPartition, Errors>> errors(
            AddPartitionsToTxnTransaction transaction, Set<TopicPartition> partitions, RequestContext context) {
        if (!ports.mayUse(context, transaction.transactionalId())) {
            return CompletableFuture.completedFuture(all(partitions, Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
        }
        var refused = refused(partitions, context);
        if (!refused.isEmpty()) {
            partitions.forEach(partition -> refused.putIfAbsent(partition, Errors.OPERATION_NOT_ATTEMPTED));
            return CompletableFuture.completedFuture(refused);
        }
        if (transaction.verifyOnly()) {
            return CompletableFuture.completedFuture(ports.coordinator()
                    .verify(
                            transaction.transactionalId(),
                            transaction.producerId(),
                            transaction.producerEpoch(),
                            partitions));
        }
        return add(transaction, partitions, context.apiVersion());
    }

    private Map<TopicPartition, Errors> refused(Set<TopicPartition> partitions, RequestContext context) {
        var refused = new HashMap<TopicPartition, Errors>();
        for (var partition : partitions) {
            // Kafka trusts other brokers here; there are none, and the end of the transaction writes into these topics.
            if (!ports.access().allows(context, AclOperation.WRITE, ResourceType.TOPIC, partition.topic())) {
                refused.put(partition, Errors.TOPIC_AUTHORIZATION_FAILED);
            } else if (!ports.exists(partition)) {
                refused.put(partition, Errors.UNKNOWN_TOPIC_OR_PARTITION);
            }
        }
        return refused;
    }

    private CompletableFuture<Map<TopicPartition, Errors>> add(
            AddPartitionsToTxnTransaction transaction, Set<TopicPartition> partitions, short version) {
        var transactionVersion = (short) (version >= FIRST_WITH_EPOCH_PER_TRANSACTION ? 2 : 0);
        return ports.coordinator()
                .add(
                        transaction.transactionalId(),
                        transaction.producerId(),
                        transaction.producerEpoch(),
                        partitions,
                        transactionVersion)
                .thenApply(error ->
                        all(partitions, TransactionPorts.told(error, version, TransactionPorts.FIRST_WITH_FENCED)));
    }

    private static Map<TopicPartition, Errors> all(Set<TopicPartition> partitions, Errors error) {
        var errors = new HashMap<TopicPartition, Errors>();
        partitions.forEach(partition -> errors.put(partition, error));
        return errors;
    }
}
