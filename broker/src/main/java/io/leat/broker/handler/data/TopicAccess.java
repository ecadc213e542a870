package io.leat.broker.handler.data;

import io.leat.broker.security.Access;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** Asks once for each topic of a request, however many of its partitions the request names. */
final class TopicAccess {
    private final Access access;
    private final AuthorizableRequestContext caller;
    private final AclOperation operation;
    private final Map<String, Boolean> answers = new HashMap<>();

    TopicAccess(Access access, AuthorizableRequestContext caller, AclOperation operation) {
        this.access = access;
        this.caller = caller;
        this.operation = operation;
    }

    boolean allows(String topic) {
        return answers.computeIfAbsent(topic, name -> access.allows(caller, operation, ResourceType.TOPIC, name));
    }
}
