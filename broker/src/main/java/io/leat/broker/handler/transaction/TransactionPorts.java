package io.leat.broker.handler.transaction;

import io.leat.broker.group.TransactionalOffsets;
import io.leat.broker.security.Access;
import io.leat.broker.topic.Topics;
import io.leat.broker.transaction.TransactionCoordinator;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What the handlers of this package use.
 *
 * @param clock milliseconds since the epoch
 */
public record TransactionPorts(
        TransactionCoordinator coordinator,
        TransactionalOffsets offsets,
        Topics topics,
        Access access,
        LongSupplier clock) {

    /** From the second version of most requests on, clients know this error. */
    static final short FIRST_WITH_FENCED = 2;

    boolean mayUse(RequestContext caller, String transactionalId) {
        return access.allows(caller, AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, transactionalId);
    }

    boolean exists(TopicPartition partition) {
        return topics.describe(partition.topic())
                .filter(topic -> partition.partition() >= 0 && partition.partition() < topic.partitions())
                .isPresent();
    }

    /** Older clients know only that their epoch is not the right one. */
    static Errors told(Errors error, short version, short firstWithFenced) {
        return error == Errors.PRODUCER_FENCED && version < firstWithFenced ? Errors.INVALID_PRODUCER_EPOCH : error;
    }
}
