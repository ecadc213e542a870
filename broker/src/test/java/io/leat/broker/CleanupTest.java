package io.leat.broker;

import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.log.PartitionLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retention and compaction, as they run in the background. */
class CleanupTest {
    private static final Map<String, String> QUICK = Map.of(
            "log.retention.check.interval.ms", "20",
            "log.cleaner.backoff.ms", "20",
            "log.flush.offset.checkpoint.interval.ms", "20",
            "log.segment.delete.delay.ms", "0");
    private static final String SEGMENT = "500";

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(folder, QUICK));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private PartitionLog topic(Map<String, String> settings) {
        broker.topics().create("t", 1, settings);
        return broker.partition(new TopicPartition("t", 0));
    }

    private static MemoryRecords at(long timestamp, String value) {
        return MemoryRecords.withRecords(
                Compression.NONE, new SimpleRecord(timestamp, value.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void deletesSegmentsWhoseRecordsAreTooOld() throws Exception {
        var log = topic(Map.of("internal.segment.bytes", SEGMENT, "retention.ms", "3600000"));
        var old = System.currentTimeMillis() - 7_200_000;
        for (var record = 0; record < 30; record++) {
            log.append(at(old, "old-" + record), true).get();
        }
        for (var record = 0; record < 10; record++) {
            log.append(at(System.currentTimeMillis(), "new-" + record), true).get();
        }

        await().until(() -> log.logStartOffset() >= 24);
        assertThat(committed(log)).contains("new-0", "new-9").doesNotContain("old-0");
        assertThat(log.logEndOffset()).isEqualTo(40);
    }

    @Test
    void deletesTheOldestSegmentsAboveTheSizeAndKeepsTheStartOverARestart() throws Exception {
        var log = topic(Map.of("internal.segment.bytes", SEGMENT, "retention.bytes", "1500"));
        for (var record = 0; record < 100; record++) {
            log.append(at(System.currentTimeMillis(), "value-" + record), true).get();
        }

        await().until(() -> log.sizeInBytes() <= 2000);
        var start = log.logStartOffset();
        assertThat(start).isPositive();
        broker.close();
        open();
        assertThat(broker.partition(new TopicPartition("t", 0)).logStartOffset())
                .isGreaterThanOrEqualTo(start);
        assertThat(committed(broker.partition(new TopicPartition("t", 0)))).contains("value-99");
    }

    @Test
    void keepsTheLastValueOfEachKeyAndDropsTombstonesInACompactedTopic() throws Exception {
        var log = topic(Map.of(
                "cleanup.policy", "compact",
                "internal.segment.bytes", SEGMENT,
                "min.cleanable.dirty.ratio", "0.01",
                "delete.retention.ms", "0"));
        log.append(keyed("gone", "value"), true).get();
        log.append(keyed("gone", null), true).get();
        for (var round = 0; round < 50; round++) {
            log.append(keyed("a", "a" + round), true).get();
            log.append(keyed("b", "b" + round), true).get();
        }

        await().until(() -> committed(log).size() < 20 && !committed(log).contains(null));

        assertThat(committed(log)).contains("a49", "b49").doesNotContain("value");
        assertThat(log.logEndOffset()).isEqualTo(102);
        broker.close();
        open();
        var reopened = broker.partition(new TopicPartition("t", 0));
        assertThat(committed(reopened)).endsWith("a49", "b49");
        assertThat(reopened.append(keyed("a", "next"), true).get().baseOffset()).isEqualTo(102);
    }

    @Test
    void startsToCompactWhenATopicIsAltered() throws Exception {
        var log = topic(Map.of("internal.segment.bytes", SEGMENT, "min.cleanable.dirty.ratio", "0.01"));
        for (var round = 0; round < 50; round++) {
            log.append(keyed("a", "a" + round), true).get();
        }

        broker.topics()
                .alter(
                        "t",
                        Map.of(
                                "cleanup.policy", "compact",
                                "internal.segment.bytes", SEGMENT,
                                "min.cleanable.dirty.ratio", "0.01"));

        await().until(() -> committed(log).size() < 20);
        assertThat(committed(log)).endsWith("a49");
    }

    @Test
    void compactsGroupOffsetsSoThatTheStartStaysShort() throws Exception {
        broker.topics().create("t", 1, Map.of());
        var partition = new TopicPartition("t", 0);
        broker.groups().commit("g", Map.of(partition, 0L)).get();
        broker.topics()
                .alter(
                        "__consumer_offsets",
                        Map.of(
                                "cleanup.policy", "compact",
                                "internal.segment.bytes", SEGMENT,
                                "min.cleanable.dirty.ratio", "0.01"));
        for (var offset = 1L; offset <= 60; offset++) {
            broker.groups().commit("g", Map.of(partition, offset)).get();
        }

        await().until(() ->
                broker.partition(new TopicPartition("__consumer_offsets", 0)).sizeInBytes() < 3000);
        broker.close();
        open();
        assertThat(broker.groups().fetch("g").get(partition).offset()).isEqualTo(60);
    }
}
