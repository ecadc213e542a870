package io.leat.broker.handler.topic;

import io.leat.broker.security.Access;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may make topics: with the cluster any, with a topic's name that one. For topics of the log's and the
 * worker's own the permission on the cluster is not enough.
 */
final class CreatePermission {
    private final Access access;

    CreatePermission(Access access) {
        this.access = access;
    }

    boolean allows(RequestContext caller, String topic) {
        var any = access.shows(caller, AclOperation.CREATE, ResourceType.CLUSTER, Access.CLUSTER);
        return (any && !Topic.isInternal(topic) && !access.reserves(caller, AclOperation.CREATE, topic))
                || access.allows(caller, AclOperation.CREATE, ResourceType.TOPIC, topic);
    }
}
