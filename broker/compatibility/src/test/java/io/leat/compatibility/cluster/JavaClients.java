package io.leat.compatibility.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka's Java clients, with strings as keys and values.
 *
 * @param common what every client is given: {@code bootstrap.servers}, security
 */
public record JavaClients(Map<String, Object> common) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    public static JavaClients of(TestCluster cluster) {
        return new JavaClients(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    public JavaClients with(Map<String, Object> more) {
        var all = new HashMap<>(common);
        all.putAll(more);
        return new JavaClients(all);
    }

    public Admin admin() {
        return Admin.create(common);
    }

    public Producer<String, String> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(with(settings).common, new StringSerializer(), new StringSerializer());
    }

    /** A producer whose transactions are open for at most the given time. */
    public Producer<String, String> transactional(String id, Duration timeout) {
        return producer(Map.of("transactional.id", id, "transaction.timeout.ms", (int) timeout.toMillis()));
    }

    /** A consumer that begins at the first record and commits only when told to; the settings may say otherwise. */
    public Consumer<String, String> consumer(Map<String, Object> settings) {
        var all = new HashMap<>(common);
        all.put("auto.offset.reset", "earliest");
        all.put("enable.auto.commit", false);
        all.putAll(settings);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    public void createTopic(String name, int partitions, Map<String, String> configs) {
        try (var admin = admin()) {
            var topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
            get(admin.createTopics(List.of(topic)).all());
        }
    }

    /** Sends the values to partition 0, each acknowledged. */
    public void send(String topic, List<String> values) {
        try (var producer = producer(Map.of())) {
            sendAll(
                    producer,
                    values.stream()
                            .map(value -> new ProducerRecord<>(topic, 0, value, value))
                            .toList());
        }
    }

    /** Sends the records and waits until each is acknowledged. */
    public static void sendAll(Producer<String, String> producer, List<ProducerRecord<String, String>> records) {
        var sent = records.stream().map(producer::send).toList();
        producer.flush();
        sent.forEach(JavaClients::get);
    }

    /** The value of the future, which must come within half a minute. */
    public static <T> T get(Future<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** The values that are in the topic now and visible under the isolation level, by partition and offset. */
    public List<String> values(String topic, String isolation) {
        return records(topic, isolation).stream().map(ConsumerRecord::value).toList();
    }

    public List<ConsumerRecord<String, String>> records(String topic, String isolation) {
        try (var consumer = consumer(Map.of("isolation.level", isolation))) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .sorted((left, right) -> Integer.compare(left.partition(), right.partition()))
                    .toList();
            var all = new ArrayList<ConsumerRecord<String, String>>();
            for (var partition : partitions) {
                all.addAll(readToEnd(consumer, partition));
            }
            return all;
        }
    }

    private static List<ConsumerRecord<String, String>> readToEnd(
            Consumer<String, String> consumer, TopicPartition partition) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        var end = consumer.endOffsets(List.of(partition)).get(partition);
        var records = new ArrayList<ConsumerRecord<String, String>>();
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(partition + " stays at " + consumer.position(partition) + " of " + end);
            }
            consumer.poll(Duration.ofMillis(100)).records(partition).forEach(records::add);
        }
        return records;
    }
}
