package io.leat.broker.handler.transaction;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import io.leat.broker.transaction.TransactionResult;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Gives a producer its id and epoch; with a transactional id it takes that over. */
final class InitProducerIdHandler implements Handler<InitProducerIdRequest> {
    private static final short FIRST_WITH_FENCED = 4;

    private final TransactionPorts ports;

    InitProducerIdHandler(TransactionPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.INIT_PRODUCER_ID;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(InitProducerIdRequest request, RequestContext context) {
        var data = request.data();
        if (data.transactionalId() == null) {
            return CompletableFuture.completedFuture(withoutTransactions(context));
        }
        if (!ports.mayUse(context, data.transactionalId())) {
            return CompletableFuture.completedFuture(refused(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
        }
        if (!isWhole(data)) {
            return CompletableFuture.completedFuture(refused(Errors.INVALID_REQUEST));
        }
        return ports.coordinator()
                .init(data.transactionalId(), data.producerId(), data.producerEpoch(), data.transactionTimeoutMs())
                .thenApply(result -> answer(result, context.apiVersion()));
    }

    private Answer withoutTransactions(RequestContext context) {
        var access = ports.access();
        return access.allows(context, AclOperation.IDEMPOTENT_WRITE, ResourceType.CLUSTER, Access.CLUSTER)
                        || access.allowsSome(context, AclOperation.WRITE, ResourceType.TOPIC)
                ? answer(ports.coordinator().init(), context.apiVersion())
                : refused(Errors.CLUSTER_AUTHORIZATION_FAILED);
    }

    /** A producer that goes on tells both; one that starts, neither. */
    private static boolean isWhole(InitProducerIdRequestData data) {
        return (data.producerId() == RecordBatch.NO_PRODUCER_ID)
                == (data.producerEpoch() == RecordBatch.NO_PRODUCER_EPOCH);
    }

    private static Answer refused(Errors error) {
        return Answer.reply(new InitProducerIdResponse(new InitProducerIdResponseData().setErrorCode(error.code())));
    }

    private static Answer answer(TransactionResult result, short version) {
        return Answer.reply(new InitProducerIdResponse(new InitProducerIdResponseData()
                .setErrorCode(TransactionPorts.told(result.error(), version, FIRST_WITH_FENCED)
                        .code())
                .setProducerId(result.producerId())
                .setProducerEpoch(result.epoch())));
    }
}
