package io.leat.broker.handler.security;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.SaslAuthenticateRequest;
import org.apache.kafka.common.requests.SaslAuthenticateResponse;

/** What reaches this was sent when there was nothing to authenticate, or no more. */
final class SaslAuthenticateHandler implements Handler<SaslAuthenticateRequest> {

    @Override
    public ApiKeys key() {
        return ApiKeys.SASL_AUTHENTICATE;
    }

    @Override
    public CompletableFuture<Answer> handle(SaslAuthenticateRequest request, RequestContext context) {
        return Answer.now(new SaslAuthenticateResponse(new SaslAuthenticateResponseData()
                .setErrorCode(Errors.ILLEGAL_SASL_STATE.code())
                .setErrorMessage("SaslAuthenticate request received after successful authentication")));
    }
}
