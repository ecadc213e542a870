package io.leat.broker.security;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.internals.Topic;

/**
 * Topics in which the log and the worker keep their state. Whoever writes to the worker's config topic runs any connector;
 * whoever reads it knows the secrets in it.
 *
 * @param guarded not to be changed by clients
 * @param secret not to be read by them either
 */
public record ReservedTopics(Set<String> guarded, Set<String> secret) {

    /** What the log keeps for itself. */
    public static final ReservedTopics OF_THE_LOG =
            new ReservedTopics(Set.of(Topic.GROUP_METADATA_TOPIC_NAME, Topic.TRANSACTION_STATE_TOPIC_NAME), Set.of());

    public ReservedTopics {
        guarded = Set.copyOf(guarded);
        secret = Set.copyOf(secret);
    }

    /** These and the topics of a worker. */
    public ReservedTopics withWorker(String configs, String... others) {
        var further = new HashSet<>(guarded);
        further.add(configs);
        further.addAll(List.of(others));
        return new ReservedTopics(further, Set.of(configs));
    }

    boolean guards(AclOperation operation, String topic) {
        return switch (operation) {
            case WRITE, CREATE, DELETE, ALTER, ALTER_CONFIGS -> guarded.contains(topic);
            case READ -> secret.contains(topic);
            default -> false;
        };
    }
}
