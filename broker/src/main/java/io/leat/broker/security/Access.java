package io.leat.broker.security;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/**
 * Who may do what. Asked by every handler before it tells or changes anything; safe for use from any thread, never
 * blocks. A denial is logged, without secrets.
 */
public interface Access {

    /** The name of the one resource of type {@link ResourceType#CLUSTER}. */
    String CLUSTER = "kafka-cluster";

    /** Whether the caller may do this with the resource of this name. */
    boolean allows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name);

    /** As {@link #allows}, for questions that are part of filtering a list: a denial is not logged. */
    boolean shows(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name);

    /** Whether there is any resource of the type with which the caller may do this. */
    boolean allowsSome(AuthorizableRequestContext caller, AclOperation operation, ResourceType type);

    /** What the caller may do with the resource, as the protocol's bit field (bit = code of the operation). */
    int operations(AuthorizableRequestContext caller, ResourceType type, String name);

    /** Another number whenever answers may have changed: who remembers answers forgets them then. */
    default long epoch() {
        return 0;
    }

    /**
     * Whether the topic is the log's or the worker's own and closed to this caller, whatever else the caller may do: for
     * requests that Kafka lets administrators make without asking about the topic.
     */
    default boolean reserves(AuthorizableRequestContext caller, AclOperation operation, String topic) {
        return false;
    }

    default boolean allowsCluster(AuthorizableRequestContext caller, AclOperation operation) {
        return allows(caller, operation, ResourceType.CLUSTER, CLUSTER);
    }
}
