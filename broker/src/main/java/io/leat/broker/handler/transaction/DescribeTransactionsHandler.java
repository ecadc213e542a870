package io.leat.broker.handler.transaction;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.transaction.TransactionDescription;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.DescribeTransactionsResponseData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData.TopicData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData.TransactionState;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeTransactionsRequest;
import org.apache.kafka.common.requests.DescribeTransactionsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Tells where transactional ids stand, with those partitions that the caller may know of. */
final class DescribeTransactionsHandler implements Handler<DescribeTransactionsRequest> {
    private final TransactionPorts ports;

    DescribeTransactionsHandler(TransactionPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_TRANSACTIONS;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeTransactionsRequest request, RequestContext context) {
        var data = new DescribeTransactionsResponseData();
        for (var id : request.data().transactionalIds()) {
            data.transactionStates().add(describe(id, context));
        }
        return Answer.now(new DescribeTransactionsResponse(data));
    }

    private TransactionState describe(String id, RequestContext context) {
        if (!ports.access().allows(context, AclOperation.DESCRIBE, ResourceType.TRANSACTIONAL_ID, id)) {
            return failed(id, Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        }
        if (id.isEmpty()) {
            return failed(id, Errors.INVALID_REQUEST);
        }
        return ports.coordinator()
                .describe(id)
                .map(found -> found(found, context))
                .orElseGet(() -> failed(id, Errors.TRANSACTIONAL_ID_NOT_FOUND));
    }

    private static TransactionState failed(String id, Errors error) {
        return new TransactionState().setTransactionalId(id).setErrorCode(error.code());
    }

    private TransactionState found(TransactionDescription transaction, RequestContext context) {
        var state = new TransactionState()
                .setTransactionalId(transaction.transactionalId())
                .setTransactionState(transaction.state())
                .setProducerId(transaction.producerId())
                .setProducerEpoch(transaction.epoch())
                .setTransactionTimeoutMs(transaction.timeoutMs())
                .setTransactionStartTimeMs(transaction.startedAt());
        for (var partition : transaction.partitions()) {
            if (ports.access().shows(context, AclOperation.DESCRIBE, ResourceType.TOPIC, partition.topic())) {
                topic(state, partition.topic()).partitions().add(partition.partition());
            }
        }
        return state;
    }

    private static TopicData topic(TransactionState state, String name) {
        var known = state.topics().find(name);
        if (known != null) {
            return known;
        }
        var added = new TopicData().setTopic(name);
        state.topics().add(added);
        return added;
    }
}
