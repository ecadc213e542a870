package io.leat.rest.view;

import io.leat.runtime.GroupAdmin;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group.
 *
 * @param lag records still to read, over all partitions
 */
public record GroupView(String name, String state, long lag, List<Member> members, List<PartitionLag> partitions) {

    public static GroupView of(GroupAdmin.Group group) {
        return new GroupView(
                group.name(),
                group.state(),
                totalLag(group),
                group.members().stream().map(Member::of).toList(),
                group.lags().stream().map(PartitionLag::of).toList());
    }

    private static long totalLag(GroupAdmin.Group group) {
        return group.lags().stream().mapToLong(GroupAdmin.Lag::lag).sum();
    }

    /** One line of {@code GET /groups}. */
    public record Summary(String name, String state, int members, long lag) {

        public static Summary of(GroupAdmin.Group group) {
            return new Summary(group.name(), group.state(), group.members().size(), totalLag(group));
        }
    }

    /** A reader of the group and what it reads. */
    public record Member(String clientId, List<Assigned> partitions) {

        static Member of(GroupAdmin.Member member) {
            return new Member(
                    member.clientId(),
                    member.partitions().stream().map(Assigned::of).toList());
        }
    }

    /** A partition that a member reads. */
    public record Assigned(String topic, int partition) {

        static Assigned of(TopicPartition partition) {
            return new Assigned(partition.topic(), partition.partition());
        }
    }

    /** @param committedOffset null where nothing is committed */
    public record PartitionLag(
            String topic, int partition, @Nullable Long committedOffset, long endOffset, long lag) {

        static PartitionLag of(GroupAdmin.Lag lag) {
            return new PartitionLag(
                    lag.partition().topic(),
                    lag.partition().partition(),
                    boxed(lag.committed()),
                    lag.endOffset(),
                    lag.lag());
        }

        private static @Nullable Long boxed(OptionalLong value) {
            return value.isPresent() ? value.getAsLong() : null;
        }
    }
}
