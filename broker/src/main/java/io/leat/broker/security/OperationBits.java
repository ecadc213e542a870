package io.leat.broker.security;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** What can be done with a resource, as the protocol's bit field: bit = code of the operation. */
final class OperationBits {
    /** As Kafka's own table of operations by resource. */
    private static final Map<ResourceType, List<AclOperation>> OPERATIONS = new EnumMap<>(Map.of(
            ResourceType.TOPIC,
            List.of(
                    AclOperation.READ,
                    AclOperation.WRITE,
                    AclOperation.CREATE,
                    AclOperation.DESCRIBE,
                    AclOperation.DELETE,
                    AclOperation.ALTER,
                    AclOperation.DESCRIBE_CONFIGS,
                    AclOperation.ALTER_CONFIGS),
            ResourceType.GROUP,
            List.of(
                    AclOperation.READ,
                    AclOperation.DESCRIBE,
                    AclOperation.DELETE,
                    AclOperation.DESCRIBE_CONFIGS,
                    AclOperation.ALTER_CONFIGS),
            ResourceType.CLUSTER,
            List.of(
                    AclOperation.CREATE,
                    AclOperation.CLUSTER_ACTION,
                    AclOperation.DESCRIBE_CONFIGS,
                    AclOperation.ALTER_CONFIGS,
                    AclOperation.IDEMPOTENT_WRITE,
                    AclOperation.ALTER,
                    AclOperation.DESCRIBE),
            ResourceType.TRANSACTIONAL_ID,
            List.of(AclOperation.DESCRIBE, AclOperation.WRITE, AclOperation.TWO_PHASE_COMMIT)));

    private OperationBits() {}

    /** The bits of those of the type's operations that are allowed. */
    static int of(ResourceType type, Predicate<AclOperation> allowed) {
        var bits = 0;
        for (var operation : OPERATIONS.getOrDefault(type, List.of())) {
            if (allowed.test(operation)) {
                bits |= 1 << operation.code();
            }
        }
        return bits;
    }
}
