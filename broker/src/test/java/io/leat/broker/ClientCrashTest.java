package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka's own clients are at work while the broker is killed again and again, and its files are damaged. */
class ClientCrashTest {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClientCrashTest.class);

    @TempDir
    Path folder;

    private final int port = CrashingBroker.freePort();
    private final List<CrashClient> clients = new ArrayList<>();
    private CrashingBroker broker;

    @AfterEach
    void stop() throws Exception {
        clients.forEach(CrashClient::close);
        broker.kill();
    }

    @Test
    void losesRepeatsAndReordersNothingWhenKilledAndDamaged() throws Exception {
        crash(5, 2);
    }

    @Test
    @Tag("nightly")
    void losesRepeatsAndReordersNothingWhenKilledFiftyTimes() throws Exception {
        crash(50, 0);
    }

    @Test
    @Tag("nightly")
    void losesRepeatsAndReordersNothingWhenKilledAndDamagedFiftyTimes() throws Exception {
        crash(50, 1);
    }

    /** @param damaging every how many rounds the files are damaged, 0 for never */
    private void crash(int rounds, int damaging) throws Exception {
        var seed = System.nanoTime();
        LOGGER.info("The seed of this crash test is {}", seed);
        var random = new Random(seed);
        broker = new CrashingBroker(folder, port);
        broker.start();
        var idempotent = client(new CrashClient.Idempotent(port, "plain"));
        var transactional = client(new CrashClient.Transactional(port, "left", "right"));
        var reader = client(new CrashClient.Reader(port, "left"));
        for (var round = 0; round < rounds; round++) {
            var least = idempotent.acknowledged() + 50 + random.nextInt(300);
            var leastCommitted = transactional.acknowledged() + 5 + random.nextInt(20);
            Awaitility.await("progress in round " + round + " with seed " + seed)
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> {
                        clients.forEach(CrashClient::throwFailure);
                        return idempotent.acknowledged() >= least && transactional.acknowledged() >= leastCommitted;
                    });
            broker.kill();
            if (damaging > 0 && round % damaging == 0) {
                new UnforcedDamage(broker.forcedLengths(), random).to(broker.data());
            }
            broker.start();
        }
        check(idempotent, transactional, reader, seed);
    }

    private <T extends CrashClient> T client(T client) {
        clients.add(client);
        client.start();
        return client;
    }

    private void check(
            CrashClient.Idempotent idempotent,
            CrashClient.Transactional transactional,
            CrashClient.Reader reader,
            long seed)
            throws Exception {
        var sent = idempotent.finish();
        var committed = transactional.finish();
        assertNumbers("plain", seed, read("plain"), sent);
        assertNumbers("left", seed, read("left"), committed);
        assertNumbers("right", seed, read("right"), committed);
        Awaitility.await("the reader with seed " + seed)
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> reader.values().size() >= committed);
        reader.finish();
        assertNumbers("what was read", seed, reader.values(), committed);
    }

    /** Nothing is lost, repeated or out of order; tells where, and not all that is right. */
    private static void assertNumbers(String what, long seed, List<String> actual, long count) {
        for (var at = 0; at < Math.min(actual.size(), count); at++) {
            assertThat(actual.get(at))
                    .describedAs("%s at %s with seed %s, near %s", what, at, seed, near(actual, at))
                    .isEqualTo(String.valueOf(at));
        }
        assertThat(actual).describedAs("%s with seed %s", what, seed).hasSize((int) count);
    }

    private static List<String> near(List<String> values, int at) {
        return values.subList(Math.max(0, at - 3), Math.min(values.size(), at + 3));
    }

    /** All that a reader of committed records can see. */
    private List<String> read(String topic) {
        var values = new ArrayList<String>();
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(
                CrashClient.settings(port, Map.of("isolation.level", "read_committed")),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
