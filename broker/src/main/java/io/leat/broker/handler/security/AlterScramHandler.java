package io.leat.broker.handler.security;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import io.leat.broker.security.ScramUsers;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AlterUserScramCredentialsRequest;
import org.apache.kafka.common.requests.AlterUserScramCredentialsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Gives users credentials for SCRAM, or takes them; answered when that is durable and in force. */
final class AlterScramHandler implements Handler<AlterUserScramCredentialsRequest> {
    private final ScramUsers users;
    private final Access access;

    AlterScramHandler(ScramUsers users, Access access) {
        this.users = users;
        this.access = access;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ALTER_USER_SCRAM_CREDENTIALS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(AlterUserScramCredentialsRequest request, RequestContext context) {
        SecurityHandlers.require(access, context, AclOperation.ALTER);
        var plan = ScramPlan.of(request.data(), users::isStored);
        if (!plan.changes().isEmpty()) {
            users.change(plan.changes());
        }
        return Answer.now(new AlterUserScramCredentialsResponse(plan.response()));
    }
}
