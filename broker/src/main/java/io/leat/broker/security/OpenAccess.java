package io.leat.broker.security;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** Everybody may do everything: for a log without authentication and without ACLs. */
public final class OpenAccess implements Access {

    @Override
    public boolean allows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        return true;
    }

    @Override
    public boolean shows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        return true;
    }

    @Override
    public boolean allowsSome(AuthorizableRequestContext caller, AclOperation operation, ResourceType type) {
        return true;
    }

    @Override
    public int operations(AuthorizableRequestContext caller, ResourceType type, String name) {
        return OperationBits.of(type, operation -> true);
    }
}
