package io.leat.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One of Kafka's clients at work on a thread of its own until it is told to finish, whatever the broker goes through. */
abstract class CrashClient implements AutoCloseable {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::runAndNoteFailure, getClass().getSimpleName());
    private volatile boolean finishing;

    static Map<String, Object> settings(int port, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(more);
        settings.put("bootstrap.servers", "127.0.0.1:" + port);
        settings.put("reconnect.backoff.ms", "20");
        settings.put("reconnect.backoff.max.ms", "100");
        settings.put("retry.backoff.ms", "20");
        settings.put("retry.backoff.max.ms", "100");
        return settings;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void runAndNoteFailure() {
        try {
            run();
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    abstract void run() throws Exception;

    boolean finishing() {
        return finishing;
    }

    void throwFailure() {
        if (failure.get() != null) {
            throw new AssertionError(thread.getName() + " has failed", failure.get());
        }
    }

    /** Lets it end what it is at. */
    void end() throws InterruptedException {
        finishing = true;
        thread.join(120_000);
        throwFailure();
        if (thread.isAlive()) {
            throw new AssertionError(thread.getName() + " does not come to an end");
        }
    }

    @Override
    public void close() {
        finishing = true;
        thread.interrupt();
    }

    private static Map<String, Object> patient(int port, Map<String, Object> more) {
        var settings = settings(port, more);
        settings.put("acks", "all");
        settings.put("delivery.timeout.ms", "180000");
        settings.put("request.timeout.ms", "10000");
        settings.put("max.block.ms", "180000");
        return settings;
    }

    /** Sends 0, 1, 2, ... with several requests under way. */
    static final class Idempotent extends CrashClient {
        private static final int AHEAD = 500;

        private final int port;
        private final String topic;
        private final AtomicLong acknowledged = new AtomicLong();
        private volatile long sent;

        Idempotent(int port, String topic) {
            this.port = port;
            this.topic = topic;
        }

        @Override
        void run() throws InterruptedException {
            var refused = new AtomicReference<Exception>();
            try (var producer = new KafkaProducer<>(
                    patient(port, Map.of("enable.idempotence", true, "batch.size", 200)),
                    new StringSerializer(),
                    new StringSerializer())) {
                while (!finishing()) {
                    if (sent - acknowledged.get() < AHEAD) {
                        producer.send(new ProducerRecord<>(topic, String.valueOf(sent++)), (metadata, e) -> {
                            if (e != null) {
                                refused.compareAndSet(null, e);
                            } else {
                                acknowledged.incrementAndGet();
                            }
                        });
                    } else {
                        producer.flush();
                    }
                }
                producer.flush();
            }
            if (refused.get() != null) {
                throw new IllegalStateException("a record was refused", refused.get());
            }
        }

        long acknowledged() {
            return acknowledged.get();
        }

        /** Returns how many numbers were sent and acknowledged. */
        long finish() throws InterruptedException {
            end();
            return sent;
        }
    }

    /** Commits 0, 1, 2, ... to two topics together; every fifth is aborted first. */
    static final class Transactional extends CrashClient {
        private final int port;
        private final List<String> topics;
        private final AtomicLong committed = new AtomicLong();

        Transactional(int port, String... topics) {
            this.port = port;
            this.topics = List.of(topics);
        }

        @Override
        void run() {
            while (!finishing()) {
                try (var producer = new KafkaProducer<>(
                        patient(port, Map.of("transactional.id", "crash", "transaction.timeout.ms", 30_000)),
                        new StringSerializer(),
                        new StringSerializer())) {
                    producer.initTransactions();
                    while (!finishing()) {
                        commitNext(producer);
                    }
                }
            }
        }

        private void commitNext(KafkaProducer<String, String> producer) {
            var number = committed.get();
            if (number % 5 == 0) {
                producer.beginTransaction();
                send(producer, "aborted");
                // An abort of what was never sent, while the last commit's markers are written, fences in Kafka, too.
                producer.flush();
                producer.abortTransaction();
            }
            producer.beginTransaction();
            send(producer, String.valueOf(number));
            producer.commitTransaction();
            committed.incrementAndGet();
        }

        private void send(KafkaProducer<String, String> producer, String value) {
            topics.forEach(topic -> producer.send(new ProducerRecord<>(topic, value)));
        }

        long acknowledged() {
            return committed.get();
        }

        /** Returns how many numbers were committed. */
        long finish() throws InterruptedException {
            end();
            return committed.get();
        }
    }

    /** Reads a topic in a group, and checks that what was once read at an offset stays the same. */
    static final class Reader extends CrashClient {
        private final int port;
        private final String topic;
        private final TreeMap<Long, String> seen = new TreeMap<>();

        Reader(int port, String topic) {
            this.port = port;
            this.topic = topic;
        }

        @Override
        void run() {
            var settings = settings(
                    port,
                    Map.of(
                            "group.id", "crash",
                            "isolation.level", "read_committed",
                            "auto.offset.reset", "earliest",
                            "enable.auto.commit", false,
                            "default.api.timeout.ms", 120_000));
            try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of(topic));
                while (!finishing()) {
                    var records = consumer.poll(Duration.ofMillis(100));
                    records.forEach(this::note);
                    if (!records.isEmpty()) {
                        commit(consumer);
                    }
                }
            }
        }

        private static void commit(KafkaConsumer<String, String> consumer) {
            try {
                consumer.commitSync();
            } catch (KafkaException e) {
                // The group has changed meanwhile: the records come again.
            }
        }

        private synchronized void note(ConsumerRecord<String, String> record) {
            var before = seen.putIfAbsent(record.offset(), record.value());
            if (before != null && !before.equals(record.value())) {
                throw new IllegalStateException(
                        "offset " + record.offset() + " was " + before + " and is " + record.value());
            }
        }

        synchronized List<String> values() {
            return new ArrayList<>(seen.values());
        }

        void finish() throws InterruptedException {
            end();
        }
    }
}
