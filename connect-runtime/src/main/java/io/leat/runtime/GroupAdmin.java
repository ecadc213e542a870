package io.leat.runtime;

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

    /** @param state {@code Stable} with members, {@code Empty} without */
    record Group(String name, String state, List<Member> members, List<Lag> lags) {}

    /** A reader of the group and what it reads. */
    record Member(String clientId, List<TopicPartition> partitions) {}

    /** @param lag records between the committed offset and the end; counts from the start where nothing is committed */
    record Lag(TopicPartition partition, OptionalLong committed, long endOffset, long lag) {}
}
