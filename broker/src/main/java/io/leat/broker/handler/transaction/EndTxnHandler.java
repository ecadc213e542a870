package io.leat.broker.handler.transaction;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.transaction.TransactionResult;
import io.leat.broker.transaction.state.Outcome;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Commits or aborts a transaction. From version 5 on the answer holds the epoch of the next one. */
final class EndTxnHandler implements Handler<EndTxnRequest> {
    private static final short FIRST_WITH_EPOCH_PER_TRANSACTION = 5;

    private final TransactionPorts ports;

    EndTxnHandler(TransactionPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.END_TXN;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(EndTxnRequest request, RequestContext context) {
        var data = request.data();
        if (!ports.mayUse(context, data.transactionalId())) {
            return Answer.now(new EndTxnResponse(
                    new EndTxnResponseData().setErrorCode(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED.code())));
        }
        var bumps = context.apiVersion() >= FIRST_WITH_EPOCH_PER_TRANSACTION;
        return ports.coordinator()
                .end(
                        data.transactionalId(),
                        data.producerId(),
                        data.producerEpoch(),
                        data.committed() ? Outcome.COMMIT : Outcome.ABORT,
                        (short) (bumps ? 2 : 0))
                .thenApply(result -> Answer.reply(response(result, context.apiVersion())));
    }

    private static EndTxnResponse response(TransactionResult result, short version) {
        var error = TransactionPorts.told(result.error(), version, TransactionPorts.FIRST_WITH_FENCED);
        var data = new EndTxnResponseData().setErrorCode(error.code());
        if (version >= FIRST_WITH_EPOCH_PER_TRANSACTION) {
            data.setProducerId(result.producerId()).setProducerEpoch(result.epoch());
        }
        return new EndTxnResponse(data);
    }
}
