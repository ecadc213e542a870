package io.leat.broker.group;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The readers of this process in one group, asked when somebody wants to see them. Safe for use from any thread. */
@FunctionalInterface
public interface LocalMembers {

    /** At present. */
    List<Member> list();

    /**
     * A reader.
     *
     * @param id unique in the group
     * @param clientId of the task or whoever it is
     * @param topics that it has subscribed to
     * @param partitions that it reads
     */
    record Member(String id, String clientId, List<String> topics, List<TopicPartition> partitions) {
        public Member {
            topics = List.copyOf(topics);
            partitions = List.copyOf(partitions);
        }
    }
}
