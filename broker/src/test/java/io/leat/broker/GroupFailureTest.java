package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.broker.log.BrokenFiles;
import io.leat.broker.log.PartitionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a disk that fails does to the offsets of groups. */
@Timeout(60)
class GroupFailureTest {
    private static final TopicPartition P = new TopicPartition("t", 0);

    @TempDir
    Path folder;

    private final TestPorts ports = new TestPorts();
    private Broker broker;

    @BeforeEach
    void openAndCommit() throws Exception {
        broker = open();
        broker.topics().create("t", 1, Map.of());
        broker.groups().commit("g", Map.of(P, 1L)).get();
    }

    private Broker open() {
        return Broker.open(BrokerConfig.of(folder, Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0")), ports);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private PartitionLog offsetsOfTheGroup() {
        var topic = broker.topics().describe("__consumer_offsets").orElseThrow();
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> broker.partition(new TopicPartition(topic.name(), partition)))
                .filter(partition -> partition.logEndOffset() > 0)
                .findFirst()
                .orElseThrow();
    }

    private void takeOffline(PartitionLog offsets) {
        ports.disk.breakForces(path -> path.endsWith("probe.tmp"));
        BrokenFiles.under(offsets).leaveRoomFor(20);
        assertThatThrownBy(() -> broker.groups().commit("g", Map.of(P, 2L)).get())
                .hasRootCauseInstanceOf(IOException.class)
                .hasCauseInstanceOf(KafkaStorageException.class);
    }

    private void bringBack(PartitionLog offsets) {
        ports.disk.breakForces(path -> false);
        await().until(offsets::online);
    }

    private long committed() {
        return broker.groups().fetch("g").get(P).offset();
    }

    @Test
    void goesOnAfterThePartitionOfItsOffsetsWasOfflineWithoutTheCommitsThatFailed() {
        var offsets = offsetsOfTheGroup();
        takeOffline(offsets);
        bringBack(offsets);
        await().ignoreExceptions().until(() -> committed() == 1);

        await().ignoreExceptions()
                .untilAsserted(() -> broker.groups().commit("g", Map.of(P, 3L)).get());

        assertThat(committed()).isEqualTo(3);
        broker.close();
        broker = open();
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void hasClientsTryAgainUntilThePartitionIsBack() {
        var offsets = offsetsOfTheGroup();
        takeOffline(offsets);
        try (var consumer = consumer()) {
            consumer.assign(List.of(P));
            var next = Map.of(P, new OffsetAndMetadata(4));
            assertThatThrownBy(() -> consumer.commitSync(next, Duration.ofSeconds(2)))
                    .isInstanceOf(TimeoutException.class);

            bringBack(offsets);

            consumer.commitSync(next, Duration.ofSeconds(20));
            assertThat(committed()).isEqualTo(4);
        }
    }

    private KafkaConsumer<String, String> consumer() {
        var address = "127.0.0.1:" + broker.listeners().get(0).port();
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "group.id", "g", "enable.auto.commit", false),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
