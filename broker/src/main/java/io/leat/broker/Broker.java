package io.leat.broker;

import io.leat.broker.group.GroupOffsets;
import io.leat.broker.log.PartitionLog;
import io.leat.broker.topic.Topics;
import io.leat.broker.transaction.Producers;
import org.apache.kafka.common.TopicPartition;

/** The embedded partitioned log over one data folder. Safe for use from any thread. */
public interface Broker extends AutoCloseable {

    /** The id of the data folder, made with it. */
    String clusterId();

    Topics topics();

    /**
     * The log of a partition.
     *
     * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if there is none
     */
    PartitionLog partition(TopicPartition partition);

    GroupOffsets groups();

    Producers producers();

    /**
     * Forces everything to disk, marks the folder as cleanly shut down and releases it. Appends under way are decided
     * first; later calls fail.
     */
    @Override
    void close();
}
