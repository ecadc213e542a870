package io.leat.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The log's topics: list, describe, create, alter, delete and peek. Safe for use from any thread. */
public interface TopicAdmin {

    /** Stands for as many partitions as there are. */
    int UNCHANGED = -1;

    /** Topic names in alphabetical order, internal ones included. */
    List<String> list();

    Optional<Description> describe(String topic);

    /**
     * Creates a topic unless it exists.
     *
     * @param partitions -1 for the log's default
     * @param config Kafka's topic settings, such as {@code cleanup.policy}
     * @return true if this call created it
     * @throws RequestException.Invalid for a bad name, count or setting
     */
    boolean create(String topic, int partitions, Map<String, String> config);

    /**
     * Changes a topic; nothing is changed if a part of it is refused.
     *
     * @param partitions how many there are to be, which is more than now; {@link #UNCHANGED} for as many as now
     * @param changes the topic's own settings to be set; null takes one away
     * @throws RequestException.NotFound if there is no such topic
     * @throws RequestException.Invalid for a count that is not larger or a wrong setting, naming it
     * @throws RequestException.Conflict if the topic is the log's or the worker's own
     */
    void alter(String topic, int partitions, Map<String, @Nullable String> changes);

    /**
     * Deletes a topic with its records.
     *
     * @throws RequestException.NotFound if there is no such topic
     * @throws RequestException.Conflict if the topic is the log's or the worker's own
     */
    void delete(String topic);

    /**
     * Reads committed records without touching any group.
     *
     * @param offset absolute; negative counts back from the end
     * @param limit at most so many records
     */
    List<PeekedRecord> peek(String topic, int partition, long offset, int limit);

    /** @param config the settings in force, defaults included; {@code overrides} only those set on this topic */
    record Description(
            String name,
            String topicId,
            boolean internal,
            List<Partition> partitions,
            Map<String, String> config,
            Map<String, String> overrides) {}

    /** @param endOffset the next offset that a read-committed reader could see; {@code sizeBytes} on disk */
    record Partition(int partition, long startOffset, long endOffset, long sizeBytes, boolean online) {}

    /** A record as bytes, for display. */
    record PeekedRecord(
            long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {}
}
