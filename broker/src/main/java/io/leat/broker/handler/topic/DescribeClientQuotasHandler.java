package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.quota.Quotas;
import io.leat.broker.security.Access;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.requests.DescribeClientQuotasRequest;
import org.apache.kafka.common.requests.DescribeClientQuotasResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DescribeClientQuotas. */
final class DescribeClientQuotasHandler implements Handler<DescribeClientQuotasRequest> {
    private final Quotas quotas;
    private final Access access;

    DescribeClientQuotasHandler(Quotas quotas, Access access) {
        this.quotas = quotas;
        this.access = access;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_CLIENT_QUOTAS;
    }

    /** A change that is being stored is waited for. */
    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeClientQuotasRequest request, RequestContext caller) {
        if (!access.allowsCluster(caller, AclOperation.DESCRIBE_CONFIGS)) {
            throw new ClusterAuthorizationException("Cluster authorization failed.");
        }
        var filter = new QuotaFilter(request.filter());
        Map<ClientQuotaEntity, Map<String, Double>> found = new HashMap<>();
        quotas.all().forEach((entity, values) -> {
            if (filter.matches(entity)) {
                found.put(entity, values);
            }
        });
        return Answer.now(DescribeClientQuotasResponse.fromQuotaEntities(found, 0));
    }
}
