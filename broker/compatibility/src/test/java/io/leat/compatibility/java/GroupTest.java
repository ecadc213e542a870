package io.leat.compatibility.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.Polls;
import io.leat.compatibility.cluster.TestCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest {
    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.plain();

    private JavaClients clients;

    @BeforeEach
    void connect() {
        clients = JavaClients.of(CLUSTER);
    }

    private Consumer<String, String> member(String protocol, String group, Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("group.id", group);
        settings.put("group.protocol", protocol);
        return clients.consumer(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void goesOnWhereItsGroupHasCommitted(String protocol) {
        var topic = "resume-" + protocol;
        clients.createTopic(topic, 1, Map.of());
        clients.send(topic, List.of("a", "b", "c"));
        try (var first = member(protocol, topic, Map.of("max.poll.records", 2))) {
            first.subscribe(List.of(topic));
            assertThat(Polls.values(first, 2)).containsExactly("a", "b");
            first.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(2, "two done")));
        }

        try (var second = member(protocol, topic, Map.of())) {
            second.subscribe(List.of(topic));

            assertThat(Polls.values(second, 1)).containsExactly("c");
            var committed = second.committed(Set.of(new TopicPartition(topic, 0)));
            assertThat(committed.values()).containsExactly(new OffsetAndMetadata(2, "two done"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void commitsByItselfWhenAMemberLeaves(String protocol) {
        var topic = "auto-commit-" + protocol;
        clients.createTopic(topic, 1, Map.of());
        clients.send(topic, List.of("a", "b"));
        try (var first = member(protocol, topic, Map.of("enable.auto.commit", true))) {
            first.subscribe(List.of(topic));
            assertThat(Polls.values(first, 2)).containsExactly("a", "b");
        }

        clients.send(topic, List.of("c"));

        try (var second = member(protocol, topic, Map.of())) {
            second.subscribe(List.of(topic));
            assertThat(Polls.values(second, 1)).containsExactly("c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void startsAtTheEndWithResetToLatest(String protocol) {
        var topic = "latest-" + protocol;
        clients.createTopic(topic, 1, Map.of());
        clients.send(topic, List.of("old"));
        try (var consumer = member(protocol, topic, Map.of("auto.offset.reset", "latest"))) {
            consumer.subscribe(List.of(topic));
            Polls.until(consumer, () -> !consumer.assignment().isEmpty(), "an assignment");
            assertThat(consumer.position(new TopicPartition(topic, 0))).isEqualTo(1);

            clients.send(topic, List.of("new"));

            assertThat(Polls.values(consumer, 1)).containsExactly("new");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void startsAsManyHoursBackAsTheResetSays(String protocol) {
        var topic = "by-duration-" + protocol;
        clients.createTopic(topic, 1, Map.of());
        var hour = Duration.ofHours(1);
        try (var producer = clients.producer(Map.of())) {
            var now = System.currentTimeMillis();
            for (var age = 3; age >= 1; age--) {
                var time = now - hour.multipliedBy(age).toMillis();
                producer.send(new ProducerRecord<>(topic, 0, time, "k", age + "h"));
            }
        }

        try (var consumer = member(protocol, topic, Map.of("auto.offset.reset", "by_duration:PT2H30M"))) {
            consumer.subscribe(List.of(topic));

            assertThat(Polls.values(consumer, 2)).containsExactly("2h", "1h");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void refusesToGuessAPositionWithResetToNone(String protocol) {
        var topic = "none-" + protocol;
        clients.createTopic(topic, 1, Map.of());
        try (var consumer = member(protocol, topic, Map.of("auto.offset.reset", "none"))) {
            consumer.subscribe(List.of(topic));

            assertThatThrownBy(() -> Polls.until(consumer, () -> false, "an exception"))
                    .isInstanceOf(NoOffsetForPartitionException.class)
                    .hasMessageContaining(topic);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void findsANewTopicThatMatchesItsPattern(String protocol) {
        var prefix = "pattern-" + protocol + "-";
        clients.createTopic(prefix + 1, 1, Map.of());
        clients.send(prefix + 1, List.of("a"));
        try (var consumer = member(protocol, prefix, Map.of("metadata.max.age.ms", 300))) {
            consumer.subscribe(Pattern.compile(prefix + ".*"));
            assertThat(Polls.values(consumer, 1)).containsExactly("a");
            consumer.commitSync();

            clients.createTopic(prefix + 2, 1, Map.of());
            clients.send(prefix + 2, List.of("b"));

            assertThat(Polls.values(consumer, 1)).containsExactly("b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void keepsThePartitionsOfAStaticMemberThatRestarts(String protocol) {
        var topic = "static-" + protocol;
        clients.createTopic(topic, 4, Map.of());
        var identity = Map.<String, Object>of("group.instance.id", "one");
        try (var other = member(protocol, topic, Map.of("group.instance.id", "two"));
                var first = member(protocol, topic, identity)) {
            other.subscribe(List.of(topic));
            first.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                other.poll(Duration.ofMillis(50));
                first.poll(Duration.ofMillis(50));
                return first.assignment().size() == 2 && other.assignment().size() == 2;
            });
            var before = Set.copyOf(first.assignment());
            first.close();

            try (var again = member(protocol, topic, identity)) {
                again.subscribe(List.of(topic));
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    other.poll(Duration.ofMillis(50));
                    again.poll(Duration.ofMillis(50));
                    return !again.assignment().isEmpty();
                });

                assertThat(again.assignment()).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void fencesAStaticMemberWhoseNameAnotherHasTaken(String protocol) {
        var topic = "fenced-" + protocol;
        clients.createTopic(topic, 1, Map.of());
        var identity = Map.<String, Object>of("group.instance.id", "one");
        try (var first = member(protocol, topic, identity);
                var second = member(protocol, topic, identity)) {
            first.subscribe(List.of(topic));
            Polls.until(first, () -> !first.assignment().isEmpty(), "an assignment");

            second.subscribe(List.of(topic));

            // The classic protocol turns the first one out; the new one keeps the name while its owner lives.
            if (protocol.equals("classic")) {
                Polls.until(second, () -> !second.assignment().isEmpty(), "an assignment");
                assertThatThrownBy(() -> Polls.until(first, () -> false, "an exception"))
                        .isInstanceOf(FencedInstanceIdException.class);
            } else {
                assertThatThrownBy(() -> Polls.until(second, () -> false, "an exception"))
                        .isInstanceOf(UnreleasedInstanceIdException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void refusesTheCommitOfAMemberThatIsNoneAnyMore(String protocol) {
        var topic = "late-" + protocol;
        clients.createTopic(topic, 1, Map.of());
        clients.send(topic, List.of("a"));
        ConsumerGroupMetadata gone;
        try (var consumer = member(protocol, topic, Map.of())) {
            consumer.subscribe(List.of(topic));
            Polls.values(consumer, 1);
            gone = consumer.groupMetadata();
        }

        try (var producer = clients.transactional("late-" + protocol, Duration.ofMinutes(1))) {
            producer.initTransactions();
            producer.beginTransaction();
            var offsets = Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1));

            assertThatThrownBy(() -> {
                        producer.sendOffsetsToTransaction(offsets, gone);
                        producer.commitTransaction();
                    })
                    .isInstanceOf(KafkaException.class)
                    .isNotInstanceOf(RetriableException.class);
        }
        try (var consumer = clients.consumer(Map.of("group.id", topic))) {
            assertThat(committed(consumer, Set.of(new TopicPartition(topic, 0))))
                    .isEmpty();
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(
            Consumer<String, String> consumer, Collection<TopicPartition> partitions) {
        var committed = new HashMap<>(consumer.committed(Set.copyOf(partitions)));
        committed.values().removeIf(Objects::isNull);
        return committed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void isDescribedWithItsMembersWhileTheyLiveAndEmptyAfter(String protocol) throws Exception {
        var topic = "described-" + protocol;
        clients.createTopic(topic, 2, Map.of());
        try (var admin = clients.admin()) {
            try (var consumer = member(protocol, topic, Map.of("client.id", "the-member"))) {
                consumer.subscribe(List.of(topic));
                Polls.until(consumer, () -> consumer.assignment().size() == 2, "both partitions");
                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                    consumer.poll(Duration.ofMillis(50));
                    var group = admin.describeConsumerGroups(List.of(topic))
                            .all()
                            .get()
                            .get(topic);
                    assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
                    assertThat(group.members()).singleElement().satisfies(member -> {
                        assertThat(member.clientId()).isEqualTo("the-member");
                        assertThat(member.assignment().topicPartitions()).hasSize(2);
                    });
                });
                consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)));
            }

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                var group =
                        admin.describeConsumerGroups(List.of(topic)).all().get().get(topic);
                assertThat(group.groupState()).isEqualTo(GroupState.EMPTY);
                assertThat(group.members()).isEmpty();
            });
        }
    }
}
