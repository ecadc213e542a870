package io.leat.rest.view;

import io.leat.runtime.GroupAdmin;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group.
 *
 * @param lag records still to read, over all partitions
 * @param lastCommit when an offset was committed last, in ISO 8601; null if there is none
 */
public record GroupView(
        String name,
        String state,
        String protocol,
        String protocolType,
        long lag,
        @Nullable String lastCommit,
        List<Member> members,
        List<PartitionLag> partitions) {

    public static GroupView of(GroupAdmin.Group group) {
        return new GroupView(
                group.name(),
                group.state(),
                group.protocol(),
                group.protocolType(),
                totalLag(group),
                lastCommit(group),
                group.members().stream().map(Member::of).toList(),
                group.lags().stream().map(PartitionLag::of).toList());
    }

    private static long totalLag(GroupAdmin.Group group) {
        return group.lags().stream().mapToLong(GroupAdmin.Lag::lag).sum();
    }

    private static @Nullable String lastCommit(GroupAdmin.Group group) {
        return group.lags().stream()
                .flatMap(lag -> lag.committed().stream())
                .map(GroupAdmin.Committed::time)
                .max(Comparator.naturalOrder())
                .map(Instant::toString)
                .orElse(null);
    }

    /** One line of {@code GET /groups}. */
    public record Summary(String name, String state, String protocol, int members, long lag) {

        public static Summary of(GroupAdmin.Group group) {
            return new Summary(
                    group.name(),
                    group.state(),
                    group.protocol(),
                    group.members().size(),
                    totalLag(group));
        }
    }

    /** A reader of the group and what it reads. */
    public record Member(String id, String clientId, String host, List<Assigned> partitions) {

        static Member of(GroupAdmin.Member member) {
            return new Member(
                    member.id(),
                    member.clientId(),
                    member.host(),
                    member.partitions().stream().map(Assigned::of).toList());
        }
    }

    /** A partition that a member reads. */
    public record Assigned(String topic, int partition) {

        static Assigned of(TopicPartition partition) {
            return new Assigned(partition.topic(), partition.partition());
        }
    }

    /**
     * How far the group is in a partition. Where nothing is committed, offset, metadata and time are null.
     *
     * @param metadata what the client has stored with the offset
     * @param committedAt in ISO 8601
     */
    public record PartitionLag(
            String topic,
            int partition,
            @Nullable Long committedOffset,
            @Nullable String metadata,
            @Nullable String committedAt,
            long endOffset,
            long lag) {

        static PartitionLag of(GroupAdmin.Lag lag) {
            var committed = lag.committed();
            return new PartitionLag(
                    lag.partition().topic(),
                    lag.partition().partition(),
                    committed.map(GroupAdmin.Committed::offset).orElse(null),
                    committed.map(GroupAdmin.Committed::metadata).orElse(null),
                    committed.map(found -> found.time().toString()).orElse(null),
                    lag.endOffset(),
                    lag.lag());
        }
    }
}
