package io.leat.broker.handler.security;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import io.leat.broker.security.Acls;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.CreateAclsResponseData;
import org.apache.kafka.common.message.CreateAclsResponseData.AclCreationResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.CreateAclsRequest;
import org.apache.kafka.common.requests.CreateAclsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.server.authorizer.AclCreateResult;

/** Adds access control entries; answered when they are durable and in force. */
final class CreateAclsHandler implements Handler<CreateAclsRequest> {
    private final Acls acls;
    private final Access access;

    CreateAclsHandler(Acls acls, Access access) {
        this.acls = acls;
        this.access = access;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.CREATE_ACLS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(CreateAclsRequest request, RequestContext context) {
        SecurityHandlers.require(access, context, AclOperation.ALTER);
        var results = acls.create(context, bindings(request)).stream()
                .map(CreateAclsHandler::result)
                .toList();
        return Answer.now(new CreateAclsResponse(new CreateAclsResponseData().setResults(results)));
    }

    private static List<AclBinding> bindings(CreateAclsRequest request) {
        try {
            return request.aclCreations().stream()
                    .map(CreateAclsRequest::aclBinding)
                    .toList();
        } catch (IllegalArgumentException e) {
            // A type that only filters have, such as ANY.
            throw new InvalidRequestException(e.getMessage(), e);
        }
    }

    private static AclCreationResult result(AclCreateResult created) {
        var result = new AclCreationResult();
        created.exception()
                .map(ApiError::fromThrowable)
                .ifPresent(error -> result.setErrorCode(error.error().code()).setErrorMessage(error.message()));
        return result;
    }
}
