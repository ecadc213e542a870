package io.leat.broker.group;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Groups whose members are readers of this process. Towards the coordinator one static member stands for them all, with a
 * protocol that nobody else speaks: so clients cannot join the group at the same time, nor reset or delete its offsets, and
 * the offsets do not expire.
 */
public interface LocalGroups {

    /**
     * Makes this process the only member of the group. Waits for the coordinator and the disk.
     *
     * @param members shown to whoever describes the group
     * @throws org.apache.kafka.common.errors.InconsistentGroupProtocolException if clients are members of the group
     * @throws org.apache.kafka.common.errors.ApiException if the membership could not be stored
     */
    Membership join(String group, LocalMembers members);

    /** Safe for use from any thread. */
    interface Membership extends AutoCloseable {

        /** Stores the next offsets to read, as {@link GroupOffsets#commit} does. */
        CompletableFuture<Void> commit(Map<TopicPartition, Long> offsets);

        /** Stores the next offsets to read, as {@link GroupOffsets#commitWithMetadata} does. */
        CompletableFuture<Void> commitWithMetadata(Map<TopicPartition, OffsetAndMetadata> offsets);

        /** Leaves the group, so that others may join it; waits for the disk, but not for ever. */
        @Override
        void close();
    }
}
