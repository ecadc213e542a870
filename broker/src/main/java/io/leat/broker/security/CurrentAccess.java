package io.leat.broker.security;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/**
 * The access that is in force: open, or by ACLs once there are any or somebody authenticates. Above either, the reserved
 * topics are only for super users and for whom an ACL names one of them to.
 */
final class CurrentAccess implements Access {
    private final SecuritySettings settings;
    private final boolean authenticated;
    private final LimitedLog denials;
    private volatile Access current = new OpenAccess();
    /** Those that name a reserved topic, whole. */
    private volatile List<AclBinding> reservations = List.of();

    private volatile long epoch;

    /** @param authenticated whether clients of any listener show who they are */
    CurrentAccess(SecuritySettings settings, boolean authenticated, LimitedLog denials) {
        this.settings = settings;
        this.authenticated = authenticated;
        this.denials = denials;
    }

    /** Puts all entries in force; like all changes, called by one thread at a time. */
    void load(Map<Uuid, AclBinding> acls) {
        var open = allowsUnlisted(acls.isEmpty());
        current = acls.isEmpty() && open ? new OpenAccess() : judge(acls, open);
        published(acls);
    }

    private boolean allowsUnlisted(boolean withoutAcls) {
        return switch (settings.unlisted()) {
            case ALLOWED -> true;
            case DENIED -> false;
            case BY_CIRCUMSTANCES -> withoutAcls && !authenticated;
        };
    }

    private AclAccess judge(Map<Uuid, AclBinding> acls, boolean allowUnlisted) {
        return new AclAccess(acls, settings.superUsers(), allowUnlisted, denials);
    }

    private void published(Map<Uuid, AclBinding> acls) {
        reservations = acls.values().stream().filter(this::namesReserved).toList();
        epoch = epoch + 1;
    }

    private boolean namesReserved(AclBinding acl) {
        return acl.pattern().patternType() == PatternType.LITERAL
                && acl.pattern().resourceType() == ResourceType.TOPIC
                && settings.reserved().guarded().contains(acl.pattern().name());
    }

    void added(Map<Uuid, AclBinding> fresh, Map<Uuid, AclBinding> all) {
        if (current instanceof AclAccess judge && judge.allowsUnlisted() == allowsUnlisted(false)) {
            judge.add(fresh);
            published(all);
        } else {
            load(all);
        }
    }

    void removed(Set<Uuid> gone, Map<Uuid, AclBinding> all) {
        if (current instanceof AclAccess judge && judge.allowsUnlisted() == allowsUnlisted(all.isEmpty())) {
            judge.remove(gone);
            published(all);
        } else {
            load(all);
        }
    }

    /** Whether the caller could change ACLs if these were all. */
    boolean leavesInPower(AuthorizableRequestContext caller, Map<Uuid, AclBinding> acls) {
        return judge(acls, allowsUnlisted(false)).shows(caller, AclOperation.ALTER, ResourceType.CLUSTER, CLUSTER);
    }

    /**
     * Whether nobody in particular wants to open a reserved topic to somebody: on an open log everybody may change ACLs, and
     * the topics would be reserved against nobody.
     */
    Optional<ApiException> opensReserved(AuthorizableRequestContext caller, AclBinding acl) {
        return namesReserved(acl)
                        && caller.principal().equals(KafkaPrincipal.ANONYMOUS)
                        && !settings.isSuperUser(caller.principal())
                ? Optional.of(
                        new InvalidRequestException("Topic " + acl.pattern().name()
                                + " is reserved: only who has authenticated, or is named in super.users, may open it."))
                : Optional.empty();
    }

    @Override
    public boolean allows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        if (isReserved(caller, operation, type, name)) {
            denials.warn(() -> Denials.describe(caller, operation, type, name) + ": the topic is reserved");
            return false;
        }
        return current.allows(caller, operation, type, name);
    }

    @Override
    public boolean shows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        return !isReserved(caller, operation, type, name) && current.shows(caller, operation, type, name);
    }

    @Override
    public boolean allowsSome(AuthorizableRequestContext caller, AclOperation operation, ResourceType type) {
        return current.allowsSome(caller, operation, type);
    }

    @Override
    public int operations(AuthorizableRequestContext caller, ResourceType type, String name) {
        return OperationBits.of(type, operation -> shows(caller, operation, type, name));
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public boolean reserves(AuthorizableRequestContext caller, AclOperation operation, String topic) {
        return isReserved(caller, operation, ResourceType.TOPIC, topic);
    }

    private boolean isReserved(
            AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        return type == ResourceType.TOPIC
                && settings.reserved().guards(operation, name)
                && !settings.isSuperUser(caller.principal())
                && reservations.stream().noneMatch(acl -> names(acl, caller, operation, name));
    }

    private static boolean names(
            AclBinding acl, AuthorizableRequestContext caller, AclOperation operation, String topic) {
        var entry = acl.entry();
        var principal = caller.principal();
        return acl.pattern().name().equals(topic)
                && entry.permissionType() == AclPermissionType.ALLOW
                && (entry.operation() == operation || entry.operation() == AclOperation.ALL)
                && entry.principal().equals(principal.getPrincipalType() + ":" + principal.getName())
                && (entry.host().equals("*")
                        || entry.host().equals(caller.clientAddress().getHostAddress()));
    }
}
