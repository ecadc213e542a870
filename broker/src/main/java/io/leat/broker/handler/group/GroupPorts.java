package io.leat.broker.handler.group;

import io.leat.broker.group.GroupRequests;
import io.leat.broker.handler.ServerNode;
import io.leat.broker.security.Access;
import io.leat.broker.topic.Topics;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What the handlers of groups work with.
 *
 * @param transactions tells when the coordinator of a transactional id can be used
 */
public record GroupPorts(
        Access access, Topics topics, GroupRequests groups, ServerNode node, TransactionsReady transactions) {

    boolean allows(RequestContext caller, AclOperation operation, String group) {
        return access.allows(caller, operation, ResourceType.GROUP, group);
    }

    int operations(RequestContext caller, String group) {
        return access.operations(caller, ResourceType.GROUP, group);
    }
}
