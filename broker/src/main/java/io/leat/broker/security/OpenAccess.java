package io.leat.broker.security;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** Everybody may do everything: for a log without authentication and without ACLs. */
public final class OpenAccess implements Access {
    /** What can be done with a resource of a type. */
    private static final Map<ResourceType, Set<AclOperation>> OPERATIONS = Map.of(
            ResourceType.TOPIC,
            Set.of(
                    AclOperation.READ,
                    AclOperation.WRITE,
                    AclOperation.CREATE,
                    AclOperation.DELETE,
                    AclOperation.ALTER,
                    AclOperation.DESCRIBE,
                    AclOperation.DESCRIBE_CONFIGS,
                    AclOperation.ALTER_CONFIGS),
            ResourceType.GROUP,
            Set.of(
                    AclOperation.READ,
                    AclOperation.DESCRIBE,
                    AclOperation.DELETE,
                    AclOperation.DESCRIBE_CONFIGS,
                    AclOperation.ALTER_CONFIGS),
            ResourceType.CLUSTER,
            Set.of(
                    AclOperation.CREATE,
                    AclOperation.CLUSTER_ACTION,
                    AclOperation.DESCRIBE_CONFIGS,
                    AclOperation.ALTER_CONFIGS,
                    AclOperation.IDEMPOTENT_WRITE,
                    AclOperation.ALTER,
                    AclOperation.DESCRIBE));

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
        return Utils.to32BitField(OPERATIONS.getOrDefault(type, Set.of()).stream()
                .map(AclOperation::code)
                .collect(Collectors.toSet()));
    }
}
