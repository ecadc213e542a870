package io.leat.compatibility.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kafka-transactions}. */
class TransactionToolsTest {
    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.plain();

    private final Tools tools = Tools.of(CLUSTER);
    private final JavaClients clients = JavaClients.of(CLUSTER);

    /** A transaction under way with one record at offset 0 of the topic of the same name. */
    private Producer<String, String> open(String id) {
        clients.createTopic(id, 1, Map.of());
        var producer = clients.transactional(id, Duration.ofMinutes(5));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(id, 0, null, "undecided"));
        producer.flush();
        return producer;
    }

    @Test
    void listsAndDescribesAnOpenTransactionAndItsProducer() {
        try (var producer = open("shown")) {
            assertThat(tools.run("kafka-transactions", "list").output()).containsPattern("shown.*Ongoing");
            assertThat(tools.run("kafka-transactions", "describe --transactional-id shown")
                            .output())
                    .containsPattern("shown.*Ongoing")
                    .contains("shown-0");
            assertThat(tools.run("kafka-transactions", "describe-producers --topic shown --partition 0")
                            .lastLine()
                            .split("\\s*\t\\s*"))
                    .as("id, epoch, coordinator epoch, last sequence, last time, start offset")
                    .hasSize(6)
                    .endsWith("0");
            producer.abortTransaction();
        }
    }

    @Test
    void findsNoHangingTransactionWhereTheCoordinatorKnowsOfAll() {
        try (var producer = open("known")) {
            var found = tools.run(
                    "kafka-transactions", "find-hanging --topic known --partition 0 --max-transaction-timeout 0");

            assertThat(found.lines()).noneMatch(line -> line.startsWith("known"));
            producer.abortTransaction();
        }
    }

    @Test
    void abortsATransactionOfAPartitionByHand() {
        try (var producer = open("by-hand")) {
            clients.send("by-hand", List.of("kept"));
            assertThat(clients.values("by-hand", "read_committed")).isEmpty();

            tools.run("kafka-transactions", "abort --topic by-hand --partition 0 --start-offset 0");

            assertThat(clients.values("by-hand", "read_committed")).containsExactly("kept");
            assertThat(producer.metrics()).isNotEmpty();
        }
    }

    @Test
    void terminatesTheTransactionOfAnIdByForce() {
        try (var producer = open("by-force")) {
            clients.send("by-force", List.of("kept"));

            tools.run("kafka-transactions", "forceTerminateTransaction --transactionalId by-force");

            assertThat(clients.values("by-force", "read_committed")).containsExactly("kept");
            assertThat(producer.metrics()).isNotEmpty();
        }
    }
}
