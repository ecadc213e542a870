package io.leat.broker.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's authorizer over the entries it is told of. */
final class AclAccess implements Access {
    private final StandardAuthorizer authorizer = new StandardAuthorizer();
    private final boolean allowUnlisted;
    private final LimitedLog denials;
    /** Written after each change and read before each question, so that all threads see the authorizer's plain fields. */
    private volatile long changes;

    AclAccess(Map<Uuid, AclBinding> acls, Set<String> superUsers, boolean allowUnlisted, LimitedLog denials) {
        this.allowUnlisted = allowUnlisted;
        this.denials = denials;
        authorizer.configure(Map.of(
                StandardAuthorizer.SUPER_USERS_CONFIG,
                String.join(";", superUsers),
                StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG,
                allowUnlisted));
        // It counts its answers and does not work without a place for that.
        authorizer.withPluginMetrics(new PluginMetricsImpl(new Metrics(), Map.of()));
        var snapshot = new HashMap<Uuid, StandardAcl>();
        acls.forEach((id, acl) -> snapshot.put(id, StandardAcl.fromAclBinding(acl)));
        authorizer.loadSnapshot(snapshot);
        authorizer.completeInitialLoad();
    }

    boolean allowsUnlisted() {
        return allowUnlisted;
    }

    /** Called by one thread at a time, as is {@link #remove}. */
    void add(Map<Uuid, AclBinding> acls) {
        acls.forEach((id, acl) -> authorizer.addAcl(id, StandardAcl.fromAclBinding(acl)));
        changes = changes + 1;
    }

    void remove(Set<Uuid> ids) {
        ids.forEach(authorizer::removeAcl);
        changes = changes + 1;
    }

    @Override
    public boolean allows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        var allowed = shows(caller, operation, type, name);
        if (!allowed) {
            denials.warn(() -> Denials.describe(caller, operation, type, name));
        }
        return allowed;
    }

    @Override
    public boolean shows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        return changes >= 0 && ask(caller, operation, type, name);
    }

    private boolean ask(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        var action = new Action(operation, new ResourcePattern(type, name, PatternType.LITERAL), 1, false, false);
        return authorizer.authorize(caller, List.of(action)).get(0) == AuthorizationResult.ALLOWED;
    }

    @Override
    public boolean allowsSome(AuthorizableRequestContext caller, AclOperation operation, ResourceType type) {
        return changes >= 0
                && authorizer.authorizeByResourceType(caller, operation, type) == AuthorizationResult.ALLOWED;
    }

    @Override
    public int operations(AuthorizableRequestContext caller, ResourceType type, String name) {
        return OperationBits.of(type, operation -> shows(caller, operation, type, name));
    }
}
