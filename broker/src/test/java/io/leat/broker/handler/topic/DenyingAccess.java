package io.leat.broker.handler.topic;

import io.leat.broker.security.Access;
import io.leat.broker.security.OpenAccess;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** Lets everything be done but what a test has denied. */
final class DenyingAccess implements Access {
    private final Set<String> denied = new HashSet<>();
    private final Set<String> reserved = new HashSet<>();
    private final OpenAccess open = new OpenAccess();

    DenyingAccess deny(AclOperation operation, ResourceType type, String name) {
        denied.add(key(operation, type, name));
        return this;
    }

    /** The topic is the worker's own. */
    DenyingAccess reserve(String topic) {
        reserved.add(topic);
        return this;
    }

    private static String key(AclOperation operation, ResourceType type, String name) {
        return operation + " " + type + " " + name;
    }

    @Override
    public boolean allows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        return !denied.contains(key(operation, type, name));
    }

    @Override
    public boolean shows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        return allows(caller, operation, type, name);
    }

    @Override
    public boolean reserves(AuthorizableRequestContext caller, AclOperation operation, String topic) {
        return reserved.contains(topic);
    }

    @Override
    public boolean allowsSome(AuthorizableRequestContext caller, AclOperation operation, ResourceType type) {
        return true;
    }

    @Override
    public int operations(AuthorizableRequestContext caller, ResourceType type, String name) {
        return open.operations(caller, type, name);
    }
}
