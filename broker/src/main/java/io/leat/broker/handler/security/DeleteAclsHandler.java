package io.leat.broker.handler.security;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import io.leat.broker.security.Acls;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.DeleteAclsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DeleteAclsRequest;
import org.apache.kafka.common.requests.DeleteAclsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Removes access control entries; answered when that is durable and in force. */
final class DeleteAclsHandler implements Handler<DeleteAclsRequest> {
    private final Acls acls;
    private final Access access;

    DeleteAclsHandler(Acls acls, Access access) {
        this.acls = acls;
        this.access = access;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DELETE_ACLS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(DeleteAclsRequest request, RequestContext context) {
        SecurityHandlers.require(access, context, AclOperation.ALTER);
        var results = acls.delete(request.filters()).stream()
                .map(DeleteAclsResponse::filterResult)
                .toList();
        return Answer.now(
                new DeleteAclsResponse(new DeleteAclsResponseData().setFilterResults(results), request.version()));
    }
}
