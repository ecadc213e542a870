package io.leat.broker.security;

import io.leat.broker.topic.MetadataEntry;
import io.leat.broker.topic.MetadataLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.server.authorizer.AclCreateResult;
import org.apache.kafka.server.authorizer.AclDeleteResult;
import org.apache.kafka.server.authorizer.AclDeleteResult.AclBindingDeleteResult;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/**
 * The access control entries: stored in the metadata log, and in force when a change returns. One binding is there once,
 * however often it is added. Safe for use from any thread.
 */
public final class Acls {
    private final MetadataLog metadata;
    private final CurrentAccess access;
    private final Map<Uuid, AclBinding> byId;
    private final Set<AclBinding> bindings;

    Acls(MetadataLog metadata, CurrentAccess access) {
        this.metadata = metadata;
        this.access = access;
        this.byId = new LinkedHashMap<>(metadata.acls());
        this.bindings = new HashSet<>(byId.values());
        access.load(byId);
    }

    /** Those that match, in no particular order. */
    public synchronized List<AclBinding> list(AclBindingFilter filter) {
        return byId.values().stream().filter(filter::matches).toList();
    }

    /**
     * Adds entries.
     *
     * @param caller must be able to change access after this too
     * @return for each binding, in order, what became of it
     * @throws org.apache.kafka.common.errors.KafkaStorageException if nothing could be stored
     */
    public synchronized List<AclCreateResult> create(AuthorizableRequestContext caller, List<AclBinding> wanted) {
        var results = new ArrayList<AclCreateResult>();
        var fresh = new LinkedHashMap<Uuid, AclBinding>();
        for (var binding : wanted) {
            var problem = AclRules.problem(binding).or(() -> access.opensReserved(caller, binding));
            results.add(problem.map(AclCreateResult::new).orElse(AclCreateResult.SUCCESS));
            if (problem.isEmpty() && !bindings.contains(binding) && !fresh.containsValue(binding)) {
                fresh.put(Uuid.randomUuid(), binding);
            }
        }
        var lockOut = lockOut(caller, fresh);
        if (lockOut.isPresent()) {
            return wanted.stream()
                    .map(binding -> new AclCreateResult(lockOut.get()))
                    .toList();
        }
        store(fresh);
        return results;
    }

    /** The first entry ends everybody's free access; it must not end the power to undo this. */
    private Optional<ApiException> lockOut(AuthorizableRequestContext caller, Map<Uuid, AclBinding> fresh) {
        if (!byId.isEmpty() || fresh.isEmpty() || access.leavesInPower(caller, fresh)) {
            return Optional.empty();
        }
        return Optional.of(new InvalidRequestException("The first ACL ends everybody's free access, and "
                + caller.principal()
                + " could not change ACLs any more: name a principal that can log in in " + SecurityKeys.SUPER_USERS
                + ", or set " + SecurityKeys.ALLOW_EVERYONE + "."));
    }

    private void store(Map<Uuid, AclBinding> fresh) {
        if (!fresh.isEmpty()) {
            metadata.store(fresh.entrySet().stream()
                    .map(entry -> new MetadataEntry.Acl(entry.getKey(), entry.getValue()))
                    .toList());
            byId.putAll(fresh);
            bindings.addAll(fresh.values());
            access.added(fresh, byId);
        }
    }

    /**
     * Removes what matches.
     *
     * @return for each filter, in order, what it removed
     * @throws org.apache.kafka.common.errors.KafkaStorageException if nothing could be stored
     */
    public synchronized List<AclDeleteResult> delete(List<AclBindingFilter> filters) {
        var results = new ArrayList<AclDeleteResult>();
        var gone = new HashMap<Uuid, AclBinding>();
        for (var filter : filters) {
            var problem = AclRules.problem(filter);
            results.add(problem.map(AclDeleteResult::new).orElseGet(() -> collect(filter, gone)));
        }
        if (!gone.isEmpty()) {
            metadata.store(
                    gone.keySet().stream().map(MetadataEntry.AclRemoved::new).toList());
            byId.keySet().removeAll(gone.keySet());
            bindings.removeAll(gone.values());
            access.removed(gone.keySet(), byId);
        }
        return results;
    }

    private AclDeleteResult collect(AclBindingFilter filter, Map<Uuid, AclBinding> gone) {
        var deleted = new ArrayList<AclBindingDeleteResult>();
        byId.forEach((id, binding) -> {
            if (filter.matches(binding)) {
                deleted.add(new AclBindingDeleteResult(binding));
                gone.put(id, binding);
            }
        });
        return new AclDeleteResult(deleted);
    }
}
