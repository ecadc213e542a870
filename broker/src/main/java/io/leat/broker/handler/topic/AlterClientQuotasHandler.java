package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.quota.QuotaRules;
import io.leat.broker.quota.Quotas;
import io.leat.broker.security.Access;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.requests.AlterClientQuotasRequest;
import org.apache.kafka.common.requests.AlterClientQuotasResponse;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.RequestContext;

/** AlterClientQuotas: each entity's change succeeds or fails for itself. */
final class AlterClientQuotasHandler implements Handler<AlterClientQuotasRequest> {
    private final Quotas quotas;
    private final Access access;

    AlterClientQuotasHandler(Quotas quotas, Access access) {
        this.quotas = quotas;
        this.access = access;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ALTER_CLIENT_QUOTAS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(AlterClientQuotasRequest request, RequestContext caller) {
        if (!access.allowsCluster(caller, AclOperation.ALTER_CONFIGS)) {
            throw new ClusterAuthorizationException("Cluster authorization failed.");
        }
        Map<ClientQuotaEntity, ApiError> results = new HashMap<>();
        for (var change : request.entries()) {
            results.put(change.entity(), change(change, request.validateOnly()));
        }
        return Answer.now(AlterClientQuotasResponse.fromQuotaEntities(results, 0));
    }

    private ApiError change(ClientQuotaAlteration change, boolean checkOnly) {
        try {
            QuotaRules.check(change.entity(), change.ops());
            if (!checkOnly) {
                quotas.change(change.entity(), change.ops());
            }
            return ApiError.NONE;
        } catch (ApiException e) {
            return ApiError.fromThrowable(e);
        }
    }
}
