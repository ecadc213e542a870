package io.leat.broker.handler.security;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import io.leat.broker.security.Acls;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.DescribeAclsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DescribeAclsRequest;
import org.apache.kafka.common.requests.DescribeAclsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Lists access control entries. */
final class DescribeAclsHandler implements Handler<DescribeAclsRequest> {
    private final Acls acls;
    private final Access access;

    DescribeAclsHandler(Acls acls, Access access) {
        this.acls = acls;
        this.access = access;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_ACLS;
    }

    /** What it asks for is guarded by a lock that is held while a change goes to the disk. */
    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeAclsRequest request, RequestContext context) {
        SecurityHandlers.require(access, context, AclOperation.DESCRIBE);
        var found = new DescribeAclsResponseData()
                .setResources(DescribeAclsResponse.aclsResources(acls.list(request.filter())));
        return Answer.now(new DescribeAclsResponse(found, request.version()));
    }
}
