package io.leat.broker.group;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker that Kafka's clients reach, over one folder and several starts. */
final class GroupServer implements AutoCloseable {
    static final Duration SOON = Duration.ofMillis(100);

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    private Broker broker;

    GroupServer(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings.put("broker.listeners", "PLAINTEXT://127.0.0.1:0");
        this.settings.put("log.min.free.bytes", "0");
        this.settings.put("group.min.session.timeout.ms", "100");
        this.settings.put("group.consumer.min.heartbeat.interval.ms", "50");
        this.settings.put("group.consumer.heartbeat.interval.ms", "100");
        this.settings.put("group.consumer.assignment.interval.ms", "0");
        this.settings.putAll(settings);
        this.broker = Broker.open(BrokerConfig.of(folder, this.settings));
    }

    /** On the same port, so that clients find it again. */
    void restart() {
        settings.put("broker.listeners", "PLAINTEXT://" + address());
        broker.close();
        broker = Broker.open(BrokerConfig.of(folder, settings));
    }

    Broker broker() {
        return broker;
    }

    String address() {
        return "127.0.0.1:" + broker.listeners().get(0).port();
    }

    void createTopic(String name, int partitions) {
        broker.topics().create(name, partitions, Map.of());
    }

    /** One record for each value, to the partition; on disk when this returns. */
    void produce(String topic, int partition, String... values) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address(), "enable.idempotence", false),
                new StringSerializer(),
                new StringSerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(topic, partition, null, value))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    KafkaConsumer<String, String> consumer(String group, Map<String, Object> overrides) {
        var config = new HashMap<String, Object>();
        config.put("bootstrap.servers", address());
        config.put("group.id", group);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("fetch.max.wait.ms", 50);
        config.put("default.api.timeout.ms", 15_000);
        if (!"consumer".equals(overrides.get("group.protocol"))) {
            config.put("heartbeat.interval.ms", 100);
        }
        config.putAll(overrides);
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", address(), "default.api.timeout.ms", 15_000, "request.timeout.ms", 10_000));
    }

    /** Polls until so many records have come, for 15 s at most. */
    static List<String> take(KafkaConsumer<String, String> consumer, int count) {
        var values = new ArrayList<String>();
        var end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (values.size() < count && System.nanoTime() < end) {
            consumer.poll(SOON).forEach(record -> values.add(record.value()));
        }
        return values;
    }

    @Override
    public void close() {
        broker.close();
    }
}
