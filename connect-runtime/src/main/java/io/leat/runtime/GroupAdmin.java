package io.leat.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** The log's consumer groups and what they still have to read. Safe for use from any thread. */
public interface GroupAdmin {

    /** Groups in alphabetical order. */
    List<Group> list();

    Optional<Group> describe(String group);

    /** Committed offsets: the next offset to read, by partition; empty for an unknown group. */
    Map<TopicPartition, Long> offsets(String group);

    /**
     * Sets or, where the value is empty, removes committed offsets, durably.
     *
     * @throws RequestException.Conflict if the group has members
     */
    void alterOffsets(String group, Map<TopicPartition, OptionalLong> offsets);

    /** Forgets the group's offsets. @throws RequestException.Conflict if the group has members */
    void delete(String group);

    /**
     * A group of connectors or of other clients.
     *
     * @param state as Kafka calls it: {@code Stable} with members at rest, {@code Empty} without, others in between
     * @param protocol {@code classic}, or {@code consumer} for Kafka's newer protocol
     * @param protocolType what its members are, {@code consumer} as a rule; empty if there were none yet
     */
    record Group(
            String name, String state, String protocol, String protocolType, List<Member> members, List<Lag> lags) {}

    /**
     * A reader of the group and what it reads.
     *
     * @param host where it runs, as an address with a slash before it
     */
    record Member(String id, String clientId, String host, List<TopicPartition> partitions) {}

    /** @param lag records between the committed offset and the end; counts from the start where nothing is committed */
    record Lag(TopicPartition partition, Optional<Committed> committed, long endOffset, long lag) {}

    /**
     * A committed offset.
     *
     * @param offset the next to read
     * @param metadata what the client has stored with it, often empty
     * @param time of the commit
     */
    record Committed(long offset, String metadata, Instant time) {}
}
