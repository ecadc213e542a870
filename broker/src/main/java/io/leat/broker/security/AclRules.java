package io.leat.broker.security;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Which bindings and filters can be stored and asked for. */
final class AclRules {
    /** What an entry of the metadata log holds of a name. */
    private static final int MAX_NAME_BYTES = 65_535;

    private AclRules() {}

    static Optional<ApiException> problem(AclBinding binding) {
        var pattern = binding.pattern();
        var entry = binding.entry();
        if (pattern.resourceType() == ResourceType.UNKNOWN || pattern.resourceType() == ResourceType.ANY) {
            return invalid("Invalid resourceType " + pattern.resourceType());
        }
        if (pattern.patternType() != PatternType.LITERAL && pattern.patternType() != PatternType.PREFIXED) {
            return invalid("Invalid patternType " + pattern.patternType());
        }
        if (entry.operation() == AclOperation.UNKNOWN || entry.operation() == AclOperation.ANY) {
            return invalid("Invalid operation " + entry.operation());
        }
        if (entry.permissionType() != AclPermissionType.ALLOW && entry.permissionType() != AclPermissionType.DENY) {
            return invalid("Invalid permissionType " + entry.permissionType());
        }
        return nameProblem(binding);
    }

    private static Optional<ApiException> nameProblem(AclBinding binding) {
        var name = binding.pattern().name();
        var principal = binding.entry().principal();
        if (name.isEmpty()) {
            return invalid("Invalid empty resource name");
        }
        if (binding.pattern().resourceType() == ResourceType.CLUSTER && !name.equals(Access.CLUSTER)) {
            return invalid("The only valid name for the CLUSTER resource is " + Access.CLUSTER);
        }
        if (principal.indexOf(':') < 0) {
            return invalid("Could not parse principal from `" + principal
                    + "` (no colon is present separating the principal type from the principal name)");
        }
        if (isTooLong(name) || isTooLong(principal) || isTooLong(binding.entry().host())) {
            return invalid("A name has more than " + MAX_NAME_BYTES + " bytes");
        }
        return Optional.empty();
    }

    private static boolean isTooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES;
    }

    static Optional<ApiException> problem(AclBindingFilter filter) {
        if (filter.patternFilter().isUnknown()) {
            return invalid("Unknown patternFilter.");
        }
        return filter.entryFilter().isUnknown() ? invalid("Unknown entryFilter.") : Optional.empty();
    }

    private static Optional<ApiException> invalid(String message) {
        return Optional.of(new InvalidRequestException(message));
    }
}
