package io.leat.compatibility.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten members of one group that come, go and die while records arrive. */
class RebalanceTest {
    private static final int MEMBERS = 10;
    private static final int PARTITIONS = 20;

    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.with(
            "PLAINTEXT",
            Map.of(
                    "group.min.session.timeout.ms", "1000",
                    "group.consumer.min.session.timeout.ms", "1000",
                    "group.consumer.session.timeout.ms", "3000"));

    @ParameterizedTest
    @CsvSource({
        "classic, org.apache.kafka.clients.consumer.RangeAssignor",
        "classic, org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
        "consumer, uniform"
    })
    void readsEveryRecordAndSharesThePartitionsWhileTenMembersComeAndGo(String protocol, String assignor) {
        var clients = JavaClients.of(CLUSTER);
        var topic = "members-" + assignor.substring(assignor.lastIndexOf('.') + 1);
        clients.createTopic(topic, PARTITIONS, Map.of());
        var log = new ReadLog();
        var members = new ArrayList<GroupMember>();
        try (var producer = clients.producer(Map.of())) {
            for (var member = 0; member < MEMBERS; member++) {
                members.add(GroupMember.start(clients, protocol, assignor, topic, log));
            }
            send(producer, topic, 0, 1_000);
            awaitShares(members);

            members.remove(0).leave();
            members.remove(0).vanish();
            send(producer, topic, 1_000, 2_000);
            awaitShares(members);
            members.add(GroupMember.start(clients, protocol, assignor, topic, log));
            send(producer, topic, 2_000, 3_000);
            awaitShares(members);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(log.missing(3_000))
                            .as("records never read")
                            .isEmpty());
            assertThat(log.gaps()).as("skipped offsets").isEmpty();
        } finally {
            members.forEach(GroupMember::leave);
        }
    }

    private static void send(Producer<String, String> producer, String topic, int from, int to) {
        JavaClients.sendAll(
                producer,
                IntStream.range(from, to)
                        .mapToObj(number -> new ProducerRecord<String, String>(
                                topic, number % PARTITIONS, null, String.valueOf(number)))
                        .toList());
    }

    /** Every partition has one owner, and no member has much more than another. */
    private static void awaitShares(List<GroupMember> members) {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            var owned = members.stream()
                    .flatMap(member -> member.assignment().stream())
                    .toList();
            assertThat(owned).hasSize(PARTITIONS).doesNotHaveDuplicates();
            assertThat(members)
                    .allSatisfy(member -> assertThat(member.assignment())
                            .hasSizeBetween(PARTITIONS / MEMBERS, PARTITIONS / MEMBERS + 1));
        });
    }
}
