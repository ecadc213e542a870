package io.leat.broker;

import static io.leat.broker.Batches.committed;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transactions as Kafka's own clients use them, over the network. */
@Timeout(120)
class TransactionClientsTest {
    private static final TopicPartition LEFT = new TopicPartition("left", 0);
    private static final TopicPartition RIGHT = new TopicPartition("right", 0);

    @TempDir
    Path folder;

    private final List<AutoCloseable> clients = new ArrayList<>();
    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(
                folder,
                Map.of(
                        "broker.listeners",
                        "PLAINTEXT://127.0.0.1:0",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                        "100",
                        "group.initial.rebalance.delay.ms",
                        "0")));
        broker.topics().create("left", 2, Map.of());
        broker.topics().create("right", 1, Map.of());
    }

    @AfterEach
    void close() throws Exception {
        for (var client : clients) {
            client.close();
        }
        broker.close();
    }

    private String address() {
        return "127.0.0.1:" + broker.listeners().get(0).port();
    }

    private KafkaProducer<String, String> producer(String transactionalId) {
        return producer(transactionalId, 60_000);
    }

    private KafkaProducer<String, String> producer(String transactionalId, int timeoutMs) {
        var settings = new Properties();
        settings.put("bootstrap.servers", address());
        settings.put("transactional.id", transactionalId);
        settings.put("transaction.timeout.ms", timeoutMs);
        settings.put("max.block.ms", 20_000);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        clients.add(() -> producer.close(Duration.ZERO));
        return producer;
    }

    private KafkaConsumer<String, String> consumer(String group) {
        var settings = new Properties();
        settings.put("bootstrap.servers", address());
        settings.put("group.id", group);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put(ISOLATION_LEVEL_CONFIG, "read_committed");
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        clients.add(() -> consumer.close(Duration.ofSeconds(2)));
        return consumer;
    }

    private Admin admin() {
        var admin = Admin.create(Map.of("bootstrap.servers", address()));
        clients.add(admin);
        return admin;
    }

    private static ProducerRecord<String, String> record(TopicPartition to, String value) {
        return new ProducerRecord<>(to.topic(), to.partition(), "key", value);
    }

    private void transact(KafkaProducer<String, String> producer, String value) {
        producer.beginTransaction();
        producer.send(record(LEFT, value));
        producer.send(record(RIGHT, value));
        producer.commitTransaction();
    }

    private void awaitDecided(TopicPartition... partitions) {
        for (var partition : partitions) {
            var log = broker.partition(partition);
            await().atMost(Duration.ofSeconds(20)).until(() -> log.lastStableOffset() == log.logEndOffset());
        }
    }

    @Test
    void showsWhatIsCommittedAndNeverWhatIsAborted() {
        var producer = producer("id");
        producer.initTransactions();
        transact(producer, "first");
        producer.beginTransaction();
        producer.send(record(LEFT, "aborted"));
        producer.flush();
        producer.abortTransaction();
        transact(producer, "second");

        awaitDecided(LEFT, RIGHT);
        assertThat(committed(broker.partition(LEFT))).containsExactly("first", "second");
        assertThat(committed(broker.partition(RIGHT))).containsExactly("first", "second");
    }

    @Test
    void hidesAnOpenTransactionFromReadersOfWhatIsCommitted() throws Exception {
        var producer = producer("id");
        producer.initTransactions();
        transact(producer, "first");
        producer.beginTransaction();
        producer.send(record(LEFT, "open")).get();

        var consumer = consumer("readers");
        consumer.assign(List.of(LEFT));
        var seen = new ArrayList<String>();
        await().until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(found -> seen.add(found.value()));
            return !seen.isEmpty();
        });
        consumer.poll(Duration.ofMillis(300)).forEach(found -> seen.add(found.value()));
        assertThat(seen).containsExactly("first");
        producer.commitTransaction();
        await().until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(found -> seen.add(found.value()));
            return seen.size() == 2;
        });
    }

    @Test
    void fencesTheFirstProducerWhenASecondTakesItsTransactionalId() throws Exception {
        var first = producer("id");
        first.initTransactions();
        first.beginTransaction();
        first.send(record(LEFT, "zombie")).get();
        var second = producer("id");
        second.initTransactions();

        assertThatThrownBy(first::commitTransaction)
                .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
        transact(second, "alive");
        awaitDecided(LEFT, RIGHT);
        assertThat(committed(broker.partition(LEFT))).containsExactly("alive");
    }

    @Test
    void abortsATransactionThatTakesTooLongAndFencesItsProducer() throws Exception {
        var producer = producer("id", 300);
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record(LEFT, "late")).get();

        awaitDecided(LEFT);
        assertThat(committed(broker.partition(LEFT))).isEmpty();
        assertThatThrownBy(producer::commitTransaction)
                .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
    }

    @Test
    void commitsOffsetsWithTheRecordsOfATransformation() {
        var source = producer("source");
        source.initTransactions();
        for (var number = 0; number < 20; number++) {
            transact(source, String.valueOf(number));
        }
        var consumer = consumer("transformers");
        consumer.subscribe(List.of("right"));
        var producer = producer("transformer");
        producer.initTransactions();
        var seen = 0;
        for (var round = 0; seen < 20; round++) {
            var polled = consumer.poll(Duration.ofMillis(500));
            if (polled.isEmpty()) {
                continue;
            }
            var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
            producer.beginTransaction();
            for (var found : polled) {
                producer.send(new ProducerRecord<>("left", 1, found.key(), "done " + found.value()));
                offsets.put(RIGHT, new OffsetAndMetadata(found.offset() + 1));
            }
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            if (round % 2 == 0) {
                producer.abortTransaction();
                consumer.seek(RIGHT, position(consumer));
            } else {
                producer.commitTransaction();
                seen += polled.count();
            }
        }
        var out = new TopicPartition("left", 1);
        awaitDecided(out);
        assertThat(committed(broker.partition(out)))
                .hasSize(20)
                .startsWith("done 0")
                .endsWith("done 19");
        assertThat(broker.groups().fetch("transformers").get(RIGHT).offset()).isEqualTo(position(consumer));
    }

    private long position(KafkaConsumer<?, ?> consumer) {
        var committed = consumer.committed(java.util.Set.of(RIGHT)).get(RIGHT);
        return committed == null ? 0 : committed.offset();
    }

    @Test
    void keepsFiftyProducersApart() throws Exception {
        var threads = Executors.newFixedThreadPool(50);
        try {
            var running = new ArrayList<Future<?>>();
            for (var number = 0; number < 50; number++) {
                var id = "producer-" + number;
                var producer = producer(id);
                running.add(threads.submit(() -> {
                    producer.initTransactions();
                    for (var round = 0; round < 4; round++) {
                        producer.beginTransaction();
                        producer.send(record(LEFT, id + "/" + round));
                        producer.send(record(RIGHT, id + "/" + round));
                        if (round == 2) {
                            producer.abortTransaction();
                        } else {
                            producer.commitTransaction();
                        }
                    }
                }));
            }
            for (var one : running) {
                one.get(90, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        awaitDecided(LEFT, RIGHT);
        var left = committed(broker.partition(LEFT));
        assertThat(left).hasSize(150).doesNotHaveDuplicates().noneMatch(value -> value.endsWith("/2"));
        assertThat(committed(broker.partition(RIGHT))).containsExactlyInAnyOrderElementsOf(left);
    }

    @Test
    void tellsAdministratorsOfTransactions() throws Exception {
        var producer = producer("described");
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record(LEFT, "open")).get();
        var admin = admin();

        var listed = admin.listTransactions(new ListTransactionsOptions()
                        .filterStates(List.of(TransactionState.ONGOING))
                        .filterOnTransactionalIdPattern("des.*"))
                .all()
                .get();
        assertThat(listed).extracting(TransactionListing::transactionalId).containsExactly("described");
        assertThat(admin.listTransactions(new ListTransactionsOptions().filterOnDuration(3_600_000))
                        .all()
                        .get())
                .isEmpty();
        var described = admin.describeTransactions(List.of("described"))
                .description("described")
                .get();
        assertThat(described.state()).isEqualTo(TransactionState.ONGOING);
        assertThat(described.topicPartitions()).containsExactly(LEFT);
        assertThat(described.transactionTimeoutMs()).isEqualTo(60_000);
        assertThatThrownBy(
                        () -> admin.describeTransactions(List.of("other")).all().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(org.apache.kafka.common.errors.TransactionalIdNotFoundException.class);
    }

    @Test
    void letsAnAdministratorTerminateAProducersTransaction() throws Exception {
        var producer = producer("terminated");
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record(LEFT, "hanging")).get();

        admin().forceTerminateTransaction("terminated").result().get();

        awaitDecided(LEFT);
        assertThat(committed(broker.partition(LEFT))).isEmpty();
        assertThatThrownBy(producer::commitTransaction)
                .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
    }

    @Test
    void letsAnAdministratorAbortWhatHangsInAPartition() throws Exception {
        var hanging = Batches.builder("hanging");
        hanging.setProducerState(12_345, (short) 3, 0, true);
        ((io.leat.broker.log.UndecidedLog) broker.partition(LEFT))
                .write(hanging.build(), true)
                .done()
                .get();
        var admin = admin();
        var open = admin.describeProducers(List.of(LEFT)).partitionResult(LEFT).get().activeProducers().stream()
                .filter(state -> state.currentTransactionStartOffset().isPresent())
                .findFirst()
                .orElseThrow();

        admin.abortTransaction(new AbortTransactionSpec(
                        LEFT,
                        open.producerId(),
                        (short) open.producerEpoch(),
                        Math.max(0, open.coordinatorEpoch().orElse(0))))
                .all()
                .get();

        awaitDecided(LEFT);
        assertThat(committed(broker.partition(LEFT))).isEmpty();
    }

    @Test
    void fencesAClientWhenThisProcessTakesItsTransactionalIdAndTheOtherWayRound() throws Exception {
        var client = producer("shared");
        client.initTransactions();
        client.beginTransaction();
        client.send(record(LEFT, "of the client")).get();

        var own = broker.producers().open("shared");
        own.append(List.of(Batches.part(LEFT, "own"))).get();
        assertThatThrownBy(client::commitTransaction)
                .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
        assertThat(admin().listTransactions().all().get())
                .extracting(TransactionListing::transactionalId)
                .containsExactly("shared");

        var again = producer("shared");
        again.initTransactions();
        assertThatThrownBy(() -> own.append(List.of(Batches.part(LEFT, "late"))).get())
                .hasCauseInstanceOf(ProducerFencedException.class);
        transact(again, "of the client again");
        awaitDecided(LEFT);
        assertThat(committed(broker.partition(LEFT))).containsExactly("own", "of the client again");
    }

    @Test
    void goesOnWithATransactionAfterARestart() throws Exception {
        var producer = producer("id");
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record(LEFT, "before")).get();
        var port = broker.listeners().get(0).port();
        broker.close();
        broker = Broker.open(BrokerConfig.of(folder, Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:" + port)));
        assertThat(committed(broker.partition(LEFT))).isEmpty();

        producer.send(record(LEFT, "after")).get();
        producer.commitTransaction();

        awaitDecided(LEFT);
        assertThat(committed(broker.partition(LEFT))).containsExactly("before", "after");
    }
}
