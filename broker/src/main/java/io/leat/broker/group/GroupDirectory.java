package io.leat.broker.group;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What groups there are, for callers in this process. Safe for use from any thread; waits for the coordinator. */
public interface GroupDirectory {

    /** In alphabetical order. */
    List<Group> list();

    Optional<Group> describe(String name);

    /**
     * A group of clients or of readers of this process.
     *
     * @param state as Kafka calls it: {@code Empty}, {@code Stable}, {@code PreparingRebalance}, {@code Reconciling}, ...
     * @param protocol {@code classic}, or {@code consumer} for the newer protocol (KIP-848)
     * @param protocolType of a classic group what its members are, {@code consumer} or {@code connect}; empty if unknown
     */
    record Group(String name, String state, String protocol, String protocolType, List<Member> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    /** @param host where its connection came from */
    record Member(String id, String clientId, String host, List<TopicPartition> partitions) {
        public Member {
            partitions = List.copyOf(partitions);
        }
    }
}
