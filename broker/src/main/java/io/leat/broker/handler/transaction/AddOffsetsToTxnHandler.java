package io.leat.broker.handler.transaction;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddOffsetsToTxnResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AddOffsetsToTxnRequest;
import org.apache.kafka.common.requests.AddOffsetsToTxnResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Makes the offsets of a group part of a transaction, by the partition that holds them. */
final class AddOffsetsToTxnHandler implements Handler<AddOffsetsToTxnRequest> {
    private static final short TRANSACTION_VERSION = 0;

    private final TransactionPorts ports;

    AddOffsetsToTxnHandler(TransactionPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ADD_OFFSETS_TO_TXN;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(AddOffsetsToTxnRequest request, RequestContext context) {
        var data = request.data();
        if (!ports.mayUse(context, data.transactionalId())) {
            return Answer.now(response(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
        }
        if (!ports.access().allows(context, AclOperation.READ, ResourceType.GROUP, data.groupId())) {
            return Answer.now(response(Errors.GROUP_AUTHORIZATION_FAILED));
        }
        return add(data)
                .thenApply(error -> Answer.reply(response(
                        TransactionPorts.told(error, context.apiVersion(), TransactionPorts.FIRST_WITH_FENCED))));
    }

    private CompletableFuture<Errors> add(AddOffsetsToTxnRequestData data) {
        return ports.offsets()
                .partitionFor(data.groupId())
                .thenCompose(partition -> ports.coordinator()
                        .add(
                                data.transactionalId(),
                                data.producerId(),
                                data.producerEpoch(),
                                Set.of(partition),
                                TRANSACTION_VERSION));
    }

    private static AddOffsetsToTxnResponse response(Errors error) {
        return new AddOffsetsToTxnResponse(new AddOffsetsToTxnResponseData().setErrorCode(error.code()));
    }
}
