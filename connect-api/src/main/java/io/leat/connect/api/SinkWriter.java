package io.leat.connect.api;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a sink's task writes to. Every method is called on the task's thread, none after {@link #close}. */
public interface SinkWriter extends Closeable {

    /**
     * Takes records, in order per partition. May only buffer them, but returns soon: a worker that waits too long here
     * loses its partitions. Called with an empty collection when there is nothing, so time-based work can be done.
     *
     * @throws Exception to end the task; {@link io.leat.connect.api.fault.TransientFault} to get the same records again
     */
    void put(Collection<SinkRecord> records) throws Exception;

    /**
     * Which offsets may be committed: per partition, the next offset after records that are all delivered. Never more than
     * that, whatever has been put. A writer whose {@link #put} returns only after delivery returns {@code current}.
     *
     * @param current the offsets after all records that were put
     */
    Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) throws Exception;

    /** Partitions were assigned; their records follow. */
    default void opened(Collection<TopicPartition> partitions) throws Exception {}

    /** Partitions were taken away, after a last {@link #preCommit}; what is still buffered of them is dropped. */
    default void closed(Collection<TopicPartition> partitions) throws Exception {}

    /** Lets go of everything, without waiting for deliveries. Called once. */
    @Override
    default void close() throws IOException {}
}
