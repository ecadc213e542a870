package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operating system itself refuses handles and space to a broker whose clients go on. */
@Timeout(120)
class ExhaustionTest {
    private static final TopicPartition KEPT = new TopicPartition("kept", 0);
    private static final int BYTES = 8 << 10;
    private static final int FILLER_BYTES = 200 << 10;

    @TempDir
    Path temp;

    private final List<Integer> acknowledged = new ArrayList<>();
    private LimitedBroker broker;
    private Admin admin;
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaConsumer<byte[], byte[]> consumer;
    private int next;

    private void start(List<String> shell, String limit) throws Exception {
        broker = LimitedBroker.start(shell, limit, Files.createDirectory(temp.resolve("data")));
        Map<String, Object> address = Map.of("bootstrap.servers", broker.address());
        admin = Admin.create(address);
        var settings = Map.of("internal.segment.bytes", "262144", "file.delete.delay.ms", "100");
        admin.createTopics(List.of(
                        new NewTopic("kept", 1, (short) 1).configs(settings),
                        new NewTopic("filler", 1, (short) 1).configs(settings)))
                .all()
                .get();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "retries", 0, "enable.idempotence", false),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(address, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(KEPT));
        keep();
        assertReads();
    }

    @AfterEach
    void stop() throws Exception {
        if (broker != null) {
            broker.close();
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            producer.close(Duration.ZERO);
            admin.close(Duration.ZERO);
        }
    }

    private Optional<Throwable> send(String topic, int number, int bytes) {
        var value = new byte[bytes];
        value[0] = (byte) (number >> 8);
        value[1] = (byte) number;
        try {
            producer.send(new ProducerRecord<>(topic, value)).get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends the next number; keeps in mind whether it was acknowledged. */
    private Optional<Throwable> keep() {
        var number = next++;
        var failure = send("kept", number, BYTES);
        if (failure.isEmpty()) {
            acknowledged.add(number);
        }
        return failure;
    }

    private void keepUntilRefused() {
        var failure = keep();
        while (failure.isEmpty()) {
            failure = keep();
        }
        assertThat(failure.get()).isInstanceOf(KafkaStorageException.class);
    }

    /** Reads everything from the beginning. */
    private void assertReads() {
        consumer.seekToBeginning(List.of(KEPT));
        var read = new ArrayList<Integer>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(number(record.value())));
            return read.size() >= acknowledged.size();
        });
        assertThat(read).isEqualTo(acknowledged);
    }

    private static int number(byte[] value) {
        return ((value[0] & 0xff) << 8) | (value[1] & 0xff);
    }

    private void assertTakesRecordsAgain() {
        await().atMost(Duration.ofSeconds(60)).until(() -> keep().isEmpty());
        for (var record = 0; record < 50; record++) {
            assertThat(keep()).isEmpty();
        }
        assertReads();
    }

    @Test
    void answersWithTheStorageErrorWithoutHandlesIsReadOnAndComesBackWhenThereAreSome() throws Exception {
        start(List.of(), "ulimit -n 500");

        broker.useUpHandles();

        keepUntilRefused();
        assertReads();
        broker.freeHandles();
        assertTakesRecordsAgain();
    }

    @Test
    void answersWithTheStorageErrorOnAFullDiskIsReadOnAndComesBackWhenATopicIsDeleted() throws Exception {
        assumeTrue(mayMount(), "needs user namespaces (unshare -rm) to mount a small file system");
        start(List.of("unshare", "-rm"), "mount -t tmpfs -o size=64m tmpfs \"$0\"");
        var filled = send("filler", 0, FILLER_BYTES);
        while (filled.isEmpty()) {
            filled = send("filler", 0, FILLER_BYTES);
        }
        assertThat(filled.get()).isInstanceOf(KafkaStorageException.class);
        keepUntilRefused();
        assertReads();

        admin.deleteTopics(List.of("filler")).all().get();

        assertTakesRecordsAgain();
    }

    private boolean mayMount() throws IOException, InterruptedException {
        var folder = Files.createDirectory(temp.resolve("mount"));
        var mount = new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", folder.toString());
        try {
            var process = mount.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
