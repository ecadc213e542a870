package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeGroupsRequest;
import org.apache.kafka.common.requests.DescribeGroupsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Describes classic groups: state, members, assignments. */
final class DescribeGroupsHandler implements Handler<DescribeGroupsRequest> {
    private final GroupPorts ports;

    DescribeGroupsHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_GROUPS;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeGroupsRequest request, RequestContext context) {
        var allowed = new ArrayList<String>();
        var groups = new ArrayList<DescribedGroup>();
        for (var group : request.data().groups()) {
            if (ports.allows(context, AclOperation.DESCRIBE, group)) {
                allowed.add(group);
            } else {
                groups.add(DescribeGroupsResponse.groupError(group, Errors.GROUP_AUTHORIZATION_FAILED));
            }
        }
        return describe(allowed, context).thenApply(described -> {
            if (request.data().includeAuthorizedOperations()) {
                described.forEach(group -> addOperations(group, context));
            }
            groups.addAll(described);
            return Answer.reply(new DescribeGroupsResponse(new DescribeGroupsResponseData().setGroups(groups)));
        });
    }

    private CompletableFuture<List<DescribedGroup>> describe(List<String> groups, RequestContext context) {
        return groups.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : ports.groups().describe(context, groups);
    }

    private void addOperations(DescribedGroup group, RequestContext context) {
        if (group.errorCode() == Errors.NONE.code()) {
            group.setAuthorizedOperations(ports.operations(context, group.groupId()));
        }
    }
}
