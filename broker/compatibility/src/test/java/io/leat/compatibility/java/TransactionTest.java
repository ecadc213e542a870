package io.leat.compatibility.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.Polls;
import io.leat.compatibility.cluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.plain();

    private JavaClients clients;

    @BeforeEach
    void connect() {
        clients = JavaClients.of(CLUSTER);
    }

    private Producer<String, String> begun(String id, Duration timeout) {
        var producer = clients.transactional(id, timeout);
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    private static void send(Producer<String, String> producer, String topic, int partition, String value) {
        producer.send(new ProducerRecord<>(topic, partition, null, value));
        producer.flush();
    }

    @Test
    void showsACommittedTransactionOfSeveralPartitionsWhole() {
        clients.createTopic("committed", 3, Map.of());
        try (var producer = begun("commits", MINUTE)) {
            send(producer, "committed", 0, "a");
            send(producer, "committed", 2, "b");

            producer.commitTransaction();
        }

        assertThat(clients.values("committed", "read_committed")).containsExactly("a", "b");
    }

    @Test
    void hidesAbortedRecordsFromReadersOfCommittedOnes() {
        clients.createTopic("aborted", 1, Map.of());
        try (var producer = begun("aborts", MINUTE)) {
            send(producer, "aborted", 0, "dropped");
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, "aborted", 0, "kept");
            producer.commitTransaction();
        }

        assertThat(clients.values("aborted", "read_committed")).containsExactly("kept");
        assertThat(clients.values("aborted", "read_uncommitted")).containsExactly("dropped", "kept");
    }

    @Test
    void holdsReadersOfCommittedRecordsBackAtTheFirstUndecidedOne() {
        clients.createTopic("undecided", 1, Map.of());
        try (var producer = begun("undecided", MINUTE);
                var consumer = clients.consumer(Map.of("isolation.level", "read_committed"))) {
            clients.send("undecided", List.of("before"));
            send(producer, "undecided", 0, "open");
            clients.send("undecided", List.of("after"));
            consumer.assign(List.of(new TopicPartition("undecided", 0)));
            assertThat(Polls.values(consumer, 1)).containsExactly("before");
            assertThat(consumer.endOffsets(consumer.assignment()).values()).containsExactly(1L);

            producer.commitTransaction();

            assertThat(Polls.values(consumer, 2)).containsExactly("open", "after");
        }
    }

    @Test
    void commitsConsumedOffsetsTogetherWithTheRecordsMadeOfThem() {
        clients.createTopic("input", 1, Map.of());
        clients.createTopic("output", 1, Map.of());
        clients.send("input", List.of("a", "b"));
        var input = new TopicPartition("input", 0);
        try (var consumer = clients.consumer(Map.of("group.id", "copy"));
                var producer = begun("copy", MINUTE)) {
            consumer.subscribe(List.of("input"));
            Polls.values(consumer, 2);
            send(producer, "output", 0, "lost");
            producer.sendOffsetsToTransaction(Map.of(input, new OffsetAndMetadata(1)), consumer.groupMetadata());
            producer.abortTransaction();
            assertThat(consumer.committed(Set.of(input)).get(input)).isNull();

            producer.beginTransaction();
            send(producer, "output", 0, "A");
            producer.sendOffsetsToTransaction(Map.of(input, new OffsetAndMetadata(2)), consumer.groupMetadata());
            producer.commitTransaction();

            assertThat(consumer.committed(Set.of(input)).get(input)).isEqualTo(new OffsetAndMetadata(2));
        }
        assertThat(clients.values("output", "read_committed")).containsExactly("A");
    }

    @Test
    void fencesTheProducerWhoseIdAnotherHasTakenAndAbortsItsTransaction() {
        clients.createTopic("zombie", 1, Map.of());
        try (var zombie = begun("taken", MINUTE)) {
            send(zombie, "zombie", 0, "of the zombie");

            try (var successor = begun("taken", MINUTE)) {
                send(successor, "zombie", 0, "of the successor");
                assertThatThrownBy(() -> {
                            zombie.send(new ProducerRecord<>("zombie", 0, null, "late"));
                            zombie.commitTransaction();
                        })
                        .satisfiesAnyOf(
                                e -> assertThat(e).isInstanceOf(ProducerFencedException.class),
                                e -> assertThat(e).hasRootCauseInstanceOf(ProducerFencedException.class),
                                e -> assertThat(e).isInstanceOf(InvalidProducerEpochException.class),
                                e -> assertThat(e).hasRootCauseInstanceOf(InvalidProducerEpochException.class));
                successor.commitTransaction();
            }
        }

        assertThat(clients.values("zombie", "read_committed")).containsExactly("of the successor");
    }

    @Test
    void abortsATransactionThatStaysOpenForTooLong() throws Exception {
        clients.createTopic("expired", 1, Map.of());
        try (var producer = begun("sleeps", Duration.ofSeconds(1));
                var admin = clients.admin()) {
            send(producer, "expired", 0, "too late");

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(admin.describeTransactions(List.of("sleeps"))
                                    .description("sleeps")
                                    .get()
                                    .state())
                            .isEqualTo(TransactionState.COMPLETE_ABORT));
            clients.send("expired", List.of("goes on"));

            assertThat(clients.values("expired", "read_committed")).containsExactly("goes on");
            assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
        }
    }

    @Test
    void listsAndDescribesTheOpenTransaction() throws Exception {
        clients.createTopic("described", 2, Map.of());
        try (var producer = begun("described", MINUTE);
                var admin = clients.admin()) {
            send(producer, "described", 1, "open");

            var listed = admin.listTransactions().all().get();
            assertThat(listed)
                    .filteredOn(listing -> listing.transactionalId().equals("described"))
                    .singleElement()
                    .satisfies(listing -> assertThat(listing.state()).isEqualTo(TransactionState.ONGOING));
            var described = admin.describeTransactions(List.of("described"))
                    .description("described")
                    .get();
            assertThat(described.topicPartitions()).containsExactly(new TopicPartition("described", 1));
            assertThat(described.transactionTimeoutMs()).isEqualTo(60_000);
            assertThat(described.transactionStartTimeMs()).isPresent();
            producer.abortTransaction();
        }
    }

    @Test
    void fencesAProducerOnRequestOfAnAdministrator() throws Exception {
        clients.createTopic("turned-out", 1, Map.of());
        try (var producer = begun("turned-out", MINUTE);
                var admin = clients.admin()) {
            send(producer, "turned-out", 0, "dropped");

            admin.fenceProducers(List.of("turned-out")).all().get();

            assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                clients.send("turned-out", List.of("next"));
                assertThat(clients.values("turned-out", "read_committed")).contains("next");
            });
            assertThat(clients.values("turned-out", "read_committed")).doesNotContain("dropped");
        }
    }

    @Test
    void refusesATimeoutAboveTheBrokersLimit() {
        try (var producer = clients.transactional("too-long", Duration.ofHours(1))) {
            assertThatThrownBy(producer::initTransactions)
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("transaction timeout");
        }
    }

    @Test
    void serializesManyTransactionsOfSeveralProducersWithoutLossOrRepetition() throws Exception {
        clients.createTopic("many", 4, Map.of());
        var writers = new ArrayList<CompletableFuture<Void>>();
        for (var writer = 0; writer < 4; writer++) {
            var name = "writer-" + writer;
            writers.add(CompletableFuture.runAsync(() -> commitAndAbort(name)));
        }
        for (var writer : writers) {
            writer.get(60, TimeUnit.SECONDS);
        }

        var values = clients.values("many", "read_committed");
        assertThat(values).hasSize(4 * 25 * 4).doesNotHaveDuplicates().allMatch(value -> value.endsWith("kept"));
    }

    /** 50 transactions over four partitions, every other one aborted. */
    private void commitAndAbort(String name) {
        try (var producer = clients.transactional(name, MINUTE)) {
            producer.initTransactions();
            for (var number = 0; number < 50; number++) {
                var kept = number % 2 == 0;
                producer.beginTransaction();
                for (var partition = 0; partition < 4; partition++) {
                    var value = name + " " + number + " " + partition + (kept ? " kept" : " dropped");
                    producer.send(new ProducerRecord<>("many", partition, null, value));
                }
                if (kept) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
    }
}
