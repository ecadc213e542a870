package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.DeleteGroupsResponseData;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResult;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DeleteGroupsRequest;
import org.apache.kafka.common.requests.DeleteGroupsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Forgets groups without members. */
final class DeleteGroupsHandler implements Handler<DeleteGroupsRequest> {
    private final GroupPorts ports;

    DeleteGroupsHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DELETE_GROUPS;
    }

    @Override
    public CompletableFuture<Answer> handle(DeleteGroupsRequest request, RequestContext context) {
        var allowed = new ArrayList<String>();
        var results = new DeletableGroupResultCollection();
        for (var group : request.data().groupsNames().stream().distinct().toList()) {
            if (ports.allows(context, AclOperation.DELETE, group)) {
                allowed.add(group);
            } else {
                results.add(new DeletableGroupResult()
                        .setGroupId(group)
                        .setErrorCode(Errors.GROUP_AUTHORIZATION_FAILED.code()));
            }
        }
        return delete(allowed, context).thenApply(deleted -> {
            deleted.forEach(result -> results.add(result.duplicate()));
            return Answer.reply(new DeleteGroupsResponse(new DeleteGroupsResponseData().setResults(results)));
        });
    }

    private CompletableFuture<DeletableGroupResultCollection> delete(List<String> groups, RequestContext context) {
        return groups.isEmpty()
                ? CompletableFuture.completedFuture(new DeletableGroupResultCollection())
                : ports.groups().delete(context, groups);
    }
}
