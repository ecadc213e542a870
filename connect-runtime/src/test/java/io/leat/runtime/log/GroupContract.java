package io.leat.runtime.log;

import static io.leat.runtime.log.Probe.await;
import static io.leat.runtime.log.Probe.fresh;
import static io.leat.runtime.log.Probe.member;
import static io.leat.runtime.log.Probe.named;
import static io.leat.runtime.log.Probe.pollUntil;
import static io.leat.runtime.log.Probe.take;
import static io.leat.runtime.log.Probe.topic;
import static io.leat.runtime.log.Probe.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leat.runtime.GroupAdmin;
import io.leat.runtime.RequestException;
import io.leat.runtime.log.Probe.Assignments;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What readers of a group, and the administration of groups, promise. */
interface GroupContract {

    Log log();

    @Test
    default void aLoneMemberReadsAllPartitions() {
        var topic = topic(log(), 3);
        var told = new Assignments();
        try (var reader = member(log(), fresh("group"))) {
            reader.subscribe(named(topic), told);
            assertThat(told.now).as("before the first poll").isEmpty();
            pollUntil(List.of(reader), () -> told.now.size() == 3);
            assertThat(reader.assignment()).isEqualTo(told.now);
        }
    }

    @Test
    default void resumesFromTheCommittedOffset() {
        var topic = topic(log(), 1);
        var partition = new TopicPartition(topic, 0);
        var group = fresh("group");
        write(log(), topic, 0, "a", "b", "c");
        try (var reader = member(log(), group)) {
            reader.subscribe(named(topic), new Assignments());
            assertThat(take(reader, 3)).hasSize(3);
            await(reader.commit(Map.of(partition, new OffsetAndMetadata(2, "noted"))));
            assertThat(reader.committed(List.of(partition)))
                    .containsExactly(Map.entry(partition, new OffsetAndMetadata(2, "noted")));
        }
        try (var reader = member(log(), group)) {
            reader.subscribe(named(topic), new Assignments());
            assertThat(take(reader, 1)).containsExactly("c");
        }
    }

    @Test
    default void startsOverWithoutACommittedOffset() {
        var topic = topic(log(), 1);
        var group = fresh("group");
        write(log(), topic, 0, "a");
        for (var i = 0; i < 2; i++) {
            try (var reader = member(log(), group)) {
                reader.subscribe(named(topic), new Assignments());
                assertThat(take(reader, 1)).containsExactly("a");
                assertThat(reader.committed(List.of(new TopicPartition(topic, 0))))
                        .isEmpty();
            }
        }
    }

    @Test
    default void membersShareThePartitions() {
        var topic = topic(log(), 4);
        var group = fresh("group");
        var first = new Assignments();
        var second = new Assignments();
        try (var one = member(log(), group);
                var two = member(log(), group)) {
            one.subscribe(named(topic), first);
            pollUntil(List.of(one), () -> first.now.size() == 4);
            two.subscribe(named(topic), second);
            pollUntil(List.of(one, two), () -> first.now.size() == 2 && second.now.size() == 2);
            assertThat(first.now).doesNotContainAnyElementsOf(second.now);
            assertThat(first.events).anyMatch(event -> event.startsWith("-"));
        }
    }

    @Test
    default void theOthersTakeOverWhenAMemberLeaves() {
        var topic = topic(log(), 2);
        var group = fresh("group");
        var first = new Assignments();
        var second = new Assignments();
        try (var one = member(log(), group)) {
            one.subscribe(named(topic), first);
            try (var two = member(log(), group)) {
                two.subscribe(named(topic), second);
                pollUntil(List.of(one, two), () -> first.now.size() == 1 && second.now.size() == 1);
            }
            pollUntil(List.of(one), () -> first.now.size() == 2);
        }
    }

    @Test
    default void whatIsCommittedOnRevocationIsWhereTheNextMemberStarts() {
        var topic = topic(log(), 2);
        var group = fresh("group");
        write(log(), topic, 0, "a", "b");
        write(log(), topic, 1, "c", "d");
        try (var one = member(log(), group);
                var two = member(log(), group)) {
            one.subscribe(named(topic), new CommitOnRevoke(one));
            assertThat(take(one, 4)).hasSize(4);
            var second = new Assignments();
            two.subscribe(named(topic), second);
            pollUntil(List.of(one, two), () -> second.now.size() == 1);
            var partition = second.now.iterator().next();
            assertThat(two.position(partition)).isEqualTo(2);
        }
    }

    @Test
    default void picksUpTopicsThatAppearLater() {
        var prefix = fresh("late");
        var told = new Assignments();
        try (var reader = member(log(), fresh("group"))) {
            reader.subscribe(new TopicSelection.Matching(Pattern.compile(prefix + "-.*")), told);
            assertThat(reader.poll(Probe.SOON)).isEmpty();
            log().topics().create(prefix + "-one", 1, Map.of());
            write(log(), prefix + "-one", 0, "v");
            assertThat(take(reader, 1)).containsExactly("v");
        }
    }

    @Test
    default void waitsForANamedTopicThatDoesNotExistYet() {
        var topic = fresh("later");
        try (var reader = member(log(), fresh("group"))) {
            reader.subscribe(named(topic), new Assignments());
            assertThat(reader.poll(Probe.SOON)).isEmpty();
            log().topics().create(topic, 1, Map.of());
            write(log(), topic, 0, "v");
            assertThat(take(reader, 1)).containsExactly("v");
        }
    }

    @Test
    default void givesUpTheTopicThatIsDeleted() {
        var topic = topic(log(), 1);
        var told = new Assignments();
        try (var reader = member(log(), fresh("group"))) {
            reader.subscribe(named(topic), told);
            pollUntil(List.of(reader), () -> told.now.size() == 1);
            log().topics().delete(topic);
            pollUntil(List.of(reader), told.now::isEmpty);
        }
    }

    @Test
    default void forgetsTheOffsetsOfADeletedTopic() {
        var topic = topic(log(), 1);
        var group = fresh("group");
        write(log(), topic, 0, "old");
        log().groups().alterOffsets(group, Map.of(new TopicPartition(topic, 0), OptionalLong.of(1)));
        log().topics().delete(topic);
        log().topics().create(topic, 1, Map.of());
        write(log(), topic, 0, "new");
        assertThat(log().groups().offsets(group)).isEmpty();
        try (var reader = member(log(), group)) {
            reader.subscribe(named(topic), new Assignments());
            assertThat(take(reader, 1)).containsExactly("new");
        }
    }

    @Test
    default void describesMembersAndLag() {
        var topic = topic(log(), 1);
        var partition = new TopicPartition(topic, 0);
        var group = fresh("group");
        write(log(), topic, 0, "a", "b", "c");
        try (var reader = member(log(), group)) {
            var told = new Assignments();
            reader.subscribe(named(topic), told);
            pollUntil(List.of(reader), () -> told.now.size() == 1);
            await(reader.commit(Map.of(partition, new OffsetAndMetadata(1))));
            var described = log().groups().describe(group).orElseThrow();
            assertThat(described.state()).isEqualTo("Stable");
            assertThat(described.protocolType()).isEqualTo("consumer");
            assertThat(described.members()).singleElement().satisfies(member -> {
                assertThat(member.clientId()).isEqualTo("probe");
                assertThat(member.id()).startsWith("probe");
                assertThat(member.host()).startsWith("/");
                assertThat(member.partitions()).containsExactly(partition);
            });
            assertThat(described.lags()).singleElement().satisfies(lag -> {
                assertThat(lag.partition()).isEqualTo(partition);
                assertThat(lag.committed().orElseThrow().offset()).isEqualTo(1);
                assertThat(lag.endOffset()).isEqualTo(3);
                assertThat(lag.lag()).isEqualTo(2);
            });
        }
        assertThat(log().groups().describe(group).orElseThrow().state()).isEqualTo("Empty");
        assertThat(log().groups().list()).extracting(GroupAdmin.Group::name).contains(group);
    }

    @Test
    default void altersAndForgetsOffsetsOfAGroupWithoutMembers() {
        var partition = new TopicPartition(topic(log(), 2), 0);
        var other = new TopicPartition(partition.topic(), 1);
        var group = fresh("group");
        var groups = log().groups();
        groups.alterOffsets(group, Map.of(partition, OptionalLong.of(5), other, OptionalLong.of(6)));
        assertThat(groups.offsets(group)).isEqualTo(Map.of(partition, 5L, other, 6L));
        groups.alterOffsets(group, Map.of(other, OptionalLong.empty()));
        assertThat(groups.offsets(group)).isEqualTo(Map.of(partition, 5L));
        groups.delete(group);
        assertThat(groups.offsets(group)).isEmpty();
        assertThat(groups.describe(group)).isEmpty();
    }

    @Test
    default void refusesToChangeAGroupThatHasMembers() {
        var topic = topic(log(), 1);
        var group = fresh("group");
        try (var reader = member(log(), group)) {
            var told = new Assignments();
            reader.subscribe(named(topic), told);
            pollUntil(List.of(reader), () -> told.now.size() == 1);
            assertThatExceptionOfType(RequestException.Conflict.class)
                    .isThrownBy(() -> log().groups()
                            .alterOffsets(group, Map.of(new TopicPartition(topic, 0), OptionalLong.of(0))));
            assertThatExceptionOfType(RequestException.Conflict.class)
                    .isThrownBy(() -> log().groups().delete(group));
        }
    }

    @Test
    default void knowsNothingOfAnUnknownGroup() {
        assertThat(log().groups().describe(fresh("group"))).isEmpty();
        assertThat(log().groups().offsets(fresh("group"))).isEmpty();
    }

    /** Commits each partition's position the moment it is taken away. */
    final class CommitOnRevoke implements LogReader.AssignmentListener {

        private final LogReader reader;

        CommitOnRevoke(LogReader reader) {
            this.reader = reader;
        }

        @Override
        public void assigned(java.util.Collection<TopicPartition> partitions) {}

        @Override
        public void revoked(java.util.Collection<TopicPartition> partitions) {
            for (var partition : partitions) {
                await(reader.commit(Map.of(partition, new OffsetAndMetadata(reader.position(partition)))));
            }
        }
    }
}
