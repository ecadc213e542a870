package io.leat.broker.group;

import static io.leat.broker.group.GroupServer.SOON;
import static io.leat.broker.group.GroupServer.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka's consumer in groups, by both protocols. */
class GroupClientsTest {
    private static final TopicPartition FIRST = new TopicPartition("t", 0);

    @TempDir
    Path folder;

    private GroupServer server;

    @BeforeEach
    void open() {
        server = new GroupServer(folder, Map.of());
    }

    @AfterEach
    void close() {
        server.close();
    }

    static List<Map<String, Object>> protocols() {
        return List.of(
                Map.of("group.protocol", "classic", "partition.assignment.strategy", RangeAssignor.class.getName()),
                Map.of(
                        "group.protocol",
                        "classic",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName()),
                Map.of("group.protocol", "consumer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void resumesFromTheCommitAfterARestart(String protocol) {
        server.createTopic("t", 1);
        server.produce("t", 0, "a", "b", "c");
        try (var consumer = server.consumer("g", Map.of("group.protocol", protocol, "max.poll.records", 2))) {
            consumer.subscribe(List.of("t"));
            assertThat(take(consumer, 2)).containsExactly("a", "b");
            consumer.commitSync();
        }

        server.restart();

        try (var consumer = server.consumer("g", Map.of("group.protocol", protocol))) {
            consumer.subscribe(List.of("t"));
            assertThat(take(consumer, 1)).containsExactly("c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void goesOnThroughARestartOfTheServer(String protocol) {
        server.createTopic("t", 1);
        server.produce("t", 0, "a");
        try (var consumer = server.consumer("g", Map.of("group.protocol", protocol))) {
            consumer.subscribe(List.of("t"));
            assertThat(take(consumer, 1)).containsExactly("a");
            consumer.commitSync();

            server.restart();
            server.produce("t", 0, "b");

            assertThat(take(consumer, 1)).containsExactly("b");
            consumer.commitSync();
            assertThat(server.broker().groups().fetch("g").get(FIRST).offset()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void tenMembersShareAllPartitionsWhileTheyComeAndGo(Map<String, Object> protocol) {
        server.createTopic("t", 20);
        var consumers = new ArrayList<KafkaConsumer<String, String>>();
        try {
            for (var i = 0; i < 10; i++) {
                var consumer = server.consumer("g", protocol);
                consumer.subscribe(List.of("t"));
                consumers.add(consumer);
            }
            awaitFairShares(consumers, 2);
            for (var i = 0; i < 5; i++) {
                consumers.remove(0).close();
            }
            awaitFairShares(consumers, 4);
        } finally {
            consumers.forEach(KafkaConsumer::close);
        }
    }

    private static void awaitFairShares(List<KafkaConsumer<String, String>> consumers, int share) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> {
                    consumers.forEach(consumer -> consumer.poll(Duration.ofMillis(10)));
                    var all = new HashSet<TopicPartition>();
                    for (var consumer : consumers) {
                        assertThat(consumer.assignment()).hasSize(share);
                        all.addAll(consumer.assignment());
                    }
                    assertThat(all).hasSize(share * consumers.size());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aStaticMemberComesBackToItsPartitionsWithoutDisturbingTheOthers(String protocol) {
        server.createTopic("t", 2);
        var moves = new AtomicInteger();
        try (var other = server.consumer("g", instance(protocol, "other"))) {
            other.subscribe(List.of("t"), counting(moves));
            Set<TopicPartition> before;
            try (var first = server.consumer("g", instance(protocol, "first"))) {
                first.subscribe(List.of("t"));
                awaitFairShares(List.of(first, other), 1);
                before = first.assignment();
            }
            var movesBefore = moves.get();
            try (var again = server.consumer("g", instance(protocol, "first"))) {
                again.subscribe(List.of("t"));
                awaitFairShares(List.of(again, other), 1);
                assertThat(again.assignment()).isEqualTo(before);
                assertThat(moves.get()).isEqualTo(movesBefore);
            }
        }
    }

    private static Map<String, Object> instance(String protocol, String instance) {
        return Map.of("group.protocol", protocol, "group.instance.id", instance);
    }

    private static ConsumerRebalanceListener counting(AtomicInteger moves) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                moves.incrementAndGet();
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                moves.incrementAndGet();
            }
        };
    }

    @Test
    void fencesAnOlderMemberOfTheSameInstance() {
        server.createTopic("t", 1);
        try (var older = server.consumer("g", instance("classic", "one"));
                var newer = server.consumer("g", instance("classic", "one"))) {
            older.subscribe(List.of("t"));
            await().until(() ->
                    older.poll(SOON).isEmpty() && !older.assignment().isEmpty());
            newer.subscribe(List.of("t"));
            await().until(() ->
                    newer.poll(SOON).isEmpty() && !newer.assignment().isEmpty());

            assertThatThrownBy(() -> take(older, 1)).isInstanceOf(FencedInstanceIdException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void readsTopicsThatMatchAPatternAndAppearLater(String protocol) {
        server.createTopic("logs-one", 1);
        server.produce("logs-one", 0, "a");
        try (var consumer = server.consumer("g", Map.of("group.protocol", protocol, "metadata.max.age.ms", 200))) {
            consumer.subscribe(Pattern.compile("logs-.*"));
            assertThat(take(consumer, 1)).containsExactly("a");
            consumer.commitSync();

            server.createTopic("logs-two", 1);
            server.produce("logs-two", 0, "b");

            assertThat(take(consumer, 1)).containsExactly("b");
        }
    }

    @Test
    void aDeadMembersPartitionsGoToTheOthersWhenItsSessionEnds() {
        server.createTopic("t", 2);
        var shortSession = Map.<String, Object>of("session.timeout.ms", 600, "max.poll.interval.ms", 600);
        var dead = server.consumer("g", shortSession);
        try (var alive = server.consumer("g", Map.of())) {
            dead.subscribe(List.of("t"));
            alive.subscribe(List.of("t"));
            awaitFairShares(List.of(dead, alive), 1);

            await().atMost(Duration.ofSeconds(20)).until(() -> {
                alive.poll(SOON);
                return alive.assignment().size() == 2;
            });
        } finally {
            dead.close();
        }
    }

    @Test
    void startsWhereTheResetPolicySays() {
        server.createTopic("t", 1);
        server.produce("t", 0, "old");
        try (var latest = server.consumer("latest", Map.of("auto.offset.reset", "latest"));
                var earliest = server.consumer("earliest", Map.of("auto.offset.reset", "earliest"));
                var byTime = server.consumer("time", Map.of("auto.offset.reset", "by_duration:PT1H"));
                var none = server.consumer("none", Map.of("auto.offset.reset", "none"))) {
            none.subscribe(List.of("t"));
            assertThatThrownBy(() -> take(none, 1)).isInstanceOf(NoOffsetForPartitionException.class);
            latest.assign(List.of(FIRST));
            assertThat(latest.position(FIRST)).isEqualTo(1);
            earliest.assign(List.of(FIRST));
            assertThat(take(earliest, 1)).containsExactly("old");
            byTime.assign(List.of(FIRST));
            assertThat(take(byTime, 1)).containsExactly("old");
        }
    }

    @Test
    void keepsWhatIsStoredWithAnOffset() {
        server.createTopic("t", 1);
        try (var consumer = server.consumer("g", Map.of())) {
            consumer.assign(List.of(FIRST));
            consumer.commitSync(Map.of(FIRST, new OffsetAndMetadata(7, "note")));

            assertThat(consumer.committed(Set.of(FIRST)).get(FIRST).metadata()).isEqualTo("note");
            var stored = server.broker().groups().fetch("g").get(FIRST);
            assertThat(stored.metadata()).isEqualTo("note");
            assertThat(stored.commitTimestamp())
                    .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
        }
    }
}
