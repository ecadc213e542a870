package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.keyed;
import static io.leat.broker.Batches.part;
import static io.leat.broker.Batches.sequenced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.disk.DataFolderException;
import io.leat.broker.disk.DiskFullException;
import io.leat.broker.log.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.internal.FileRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {
    private static final TopicPartition P = new TopicPartition("t", 0);
    private static final TopicPartition Q = new TopicPartition("t", 1);
    private static final long LOW_WATER = 1000;

    @TempDir
    Path folder;

    private final TestPorts ports = new TestPorts();
    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.open(config(), ports);
        if (broker.topics().describe("t").isEmpty()) {
            broker.topics().create("t", 2, Map.of());
        }
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private BrokerConfig config() {
        return BrokerConfig.of(folder, Map.of("log.min.free.bytes", String.valueOf(LOW_WATER)));
    }

    private void restart() {
        broker.close();
        open();
    }

    @Test
    void keepsRecordsGroupsAndAtomicAppendsOverARestart() throws Exception {
        broker.partition(P).append(batch("a", "b"), true).get();
        broker.producers().open("x").append(List.of(part(P, "c"), part(Q, "d"))).get();
        broker.groups().commit("g", Map.of(P, 2L)).get();
        var id = broker.clusterId();

        restart();

        assertThat(committed(broker.partition(P))).containsExactly("a", "b", "c");
        assertThat(committed(broker.partition(Q))).containsExactly("d");
        assertThat(broker.groups().fetch("g").get(P).offset()).isEqualTo(2);
        assertThat(broker.clusterId()).isEqualTo(id);
    }

    @Test
    void forcesNoSegmentAtAStartAfterACleanShutdown() throws Exception {
        broker.partition(P).append(batch("a"), true).get();
        broker.close();
        var forced = new AtomicInteger();
        ports.disk.addListener((path, done) -> {
            if (path.toString().endsWith(".log") && !path.endsWith("metadata.log")) {
                forced.incrementAndGet();
            }
        });

        open();

        assertThat(forced).hasValue(0);
        assertThat(committed(broker.partition(P))).containsExactly("a");
    }

    @Test
    void numbersRecordsOverBatches() throws Exception {
        assertThat(broker.partition(P).append(batch("a", "b"), true).get().lastOffset())
                .isEqualTo(1);
        var appended = broker.partition(P).append(batch("c", "d", "e"), true).get();
        assertThat(appended.baseOffset()).isEqualTo(2);
        assertThat(appended.lastOffset()).isEqualTo(4);
        assertThat(broker.partition(P).logEndOffset()).isEqualTo(5);
    }

    @Test
    void readsFromTheBatchThatHoldsTheOffset() throws Exception {
        broker.partition(P).append(batch("a", "b", "c"), true).get();

        var fetched = broker.partition(P).read(1, 1, Isolation.READ_COMMITTED);

        assertThat(fetched.committedBatches()).hasSize(1);
        assertThat(fetched.committedBatches().get(0).baseOffset()).isZero();
        assertThat(fetched.nextOffset()).isEqualTo(3);
        assertThat(fetched.records()).isInstanceOf(FileRecords.class);
    }

    @Test
    void refusesToReadOutsideTheLog() {
        assertThatThrownBy(() -> broker.partition(P).read(1, 100, Isolation.READ_COMMITTED))
                .isInstanceOf(OffsetOutOfRangeException.class);
    }

    @Test
    void findsOffsetsByTime() throws Exception {
        var before = System.currentTimeMillis();
        broker.partition(P).append(batch("a"), true).get();

        assertThat(broker.partition(P).offsetFor(before)).hasValue(0);
        assertThat(broker.partition(P).offsetFor(before + 100_000)).isEmpty();
        assertThat(broker.partition(P).latestByTimestamp().orElseThrow().offset())
                .isZero();
    }

    @Test
    void deletesRecordsBeforeAnOffsetForGood() throws Exception {
        broker.partition(P).append(batch("a"), true).get();
        broker.partition(P).append(batch("b"), true).get();

        broker.partition(P).deleteRecordsBefore(1);
        restart();

        assertThat(broker.partition(P).logStartOffset()).isEqualTo(1);
        assertThat(committed(broker.partition(P))).containsExactly("b");
    }

    @Test
    void refusesABatchThatIsTooLarge() {
        broker.topics().alter("t", Map.of("max.message.bytes", "100"));

        assertThatThrownBy(() -> broker.partition(P).append(batch("x".repeat(200)), true))
                .isInstanceOf(RecordTooLargeException.class)
                .hasMessageContaining("t-0")
                .hasMessageContaining("max.message.bytes");
    }

    @Test
    void refusesARecordWithoutKeyInACompactedTopic() {
        broker.topics().create("compacted", 1, Map.of("cleanup.policy", "compact"));
        var builder = Batches.builder();
        builder.append(System.currentTimeMillis(), null, new byte[1]);

        assertThatThrownBy(() ->
                        broker.partition(new TopicPartition("compacted", 0)).append(builder.build(), true))
                .isInstanceOf(InvalidRecordException.class);
    }

    @Test
    void answersARepeatedBatchWithTheOffsetsOfTheFirst() throws Exception {
        var id = broker.producers().newProducerId();
        var first = broker.partition(P)
                .appendValidated(sequenced(id, 0, 0, "a", "b"), true)
                .get();

        var repeated = broker.partition(P)
                .appendValidated(sequenced(id, 0, 0, "a", "b"), true)
                .get();

        assertThat(repeated).isEqualTo(first);
        assertThat(committed(broker.partition(P))).containsExactly("a", "b");
    }

    @Test
    void refusesASequenceThatIsOutOfOrder() throws Exception {
        var id = broker.producers().newProducerId();
        broker.partition(P).appendValidated(sequenced(id, 0, 0, "a"), true).get();

        assertThatThrownBy(() -> broker.partition(P).appendValidated(sequenced(id, 0, 5, "b"), true))
                .isInstanceOf(OutOfOrderSequenceException.class);
        restart();
        assertThatThrownBy(() -> broker.partition(P).appendValidated(sequenced(id, 0, 5, "b"), true))
                .isInstanceOf(OutOfOrderSequenceException.class);
    }

    @Test
    void refusesAnOlderEpochOfAProducer() throws Exception {
        var id = broker.producers().newProducerId();
        broker.partition(P).appendValidated(sequenced(id, 1, 0, "a"), true).get();

        assertThatThrownBy(() -> broker.partition(P).appendValidated(sequenced(id, 0, 0, "b"), true))
                .isInstanceOf(InvalidProducerEpochException.class);
    }

    @Test
    void neverGivesOutAProducerIdAgain() {
        var before = broker.producers().newProducerId();
        restart();
        assertThat(broker.producers().newProducerId()).isGreaterThan(before);
    }

    @Test
    void fencesTheOlderProducerOfATransactionalId() throws Exception {
        var older = broker.producers().open("x");
        var underWay = older.append(List.of(part(P, "a")));

        var newer = broker.producers().open("x");

        assertThat(underWay).isDone();
        assertThatThrownBy(older.append(List.of(part(P, "b")))::get).hasCauseInstanceOf(ProducerFencedException.class);
        newer.append(List.of(part(P, "c"))).get();
        assertThat(committed(broker.partition(P))).containsExactly("a", "c");
    }

    @Test
    void leavesNothingOfAnAtomicAppendWithARefusedBatch() throws Exception {
        broker.topics().create("small", 1, Map.of("max.message.bytes", "100"));
        var small = new TopicPartition("small", 0);

        var append = broker.producers().open("x").append(List.of(part(P, "a"), part(small, "x".repeat(200))));

        assertThatThrownBy(append::get).hasCauseInstanceOf(RecordTooLargeException.class);
        broker.partition(P).append(batch("later"), true).get();
        assertThat(committed(broker.partition(P))).containsExactly("later");
    }

    @Test
    void placesTheRecordsOfAnAtomicAppendInTheOrderGiven() throws Exception {
        broker.partition(Q).append(batch("before"), true).get();

        var appended = broker.producers()
                .open("x")
                .append(List.of(part(P, "a", "b"), part(Q, "c"), part(P, "d")))
                .get();

        assertThat(appended).extracting("partition").containsExactly(P, Q, P);
        assertThat(appended).extracting("baseOffset").containsExactly(0L, 1L, 2L);
        assertThat(committed(broker.partition(P))).containsExactly("a", "b", "d");
    }

    @Test
    void refusesAppendsWhileTheDiskIsNearlyFullAndGoesOnByItself() throws Exception {
        ports.usableBytes.set(LOW_WATER - 1);
        ports.nanos.addAndGet(2_000_000_000L);

        assertThatThrownBy(() -> broker.partition(P).append(batch("a"), true))
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("log.min.free.bytes");
        assertThatThrownBy(broker.groups().commit("g", Map.of(P, 1L))::get).hasCauseInstanceOf(DiskFullException.class);
        assertThatThrownBy(() -> broker.topics().create("new", 1, Map.of())).isInstanceOf(DiskFullException.class);
        assertThatThrownBy(broker.producers().open("x").append(List.of(part(P, "b")))::get)
                .hasCauseInstanceOf(DiskFullException.class);
        assertThat(broker.partition(P).online()).isTrue();

        ports.usableBytes.set(LOW_WATER * 1000);
        broker.partition(P).append(batch("c"), true).get();
        assertThat(committed(broker.partition(P))).containsExactly("c");
    }

    @Test
    void refusesASecondUserOfTheFolder() {
        assertThatThrownBy(() -> Broker.open(config(), ports))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("in use by another process");
    }

    @Test
    void refusesAFolderOfANewerFormatAndLeavesItAlone() throws IOException {
        broker.close();
        var meta = folder.resolve("meta.properties");
        Files.writeString(meta, Files.readString(meta).replace("format=1", "format=2"));

        assertThatThrownBy(() -> Broker.open(config(), ports))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("newer version");

        assertThat(folder.resolve(".clean")).exists();
        Files.writeString(meta, Files.readString(meta).replace("format=2", "format=1"));
        open();
    }

    @Test
    void refusesCallsForPartitionsThatDoNotExist() {
        assertThatThrownBy(() -> broker.partition(new TopicPartition("t", 2)))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(broker.groups().commit("g", Map.of(new TopicPartition("none", 0), 1L))::get)
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void forgetsGroupsAndSingleOffsetsOverARestart() throws Exception {
        broker.groups().commit("g", Map.of(P, 1L, Q, 2L)).get();
        broker.groups().commit("h", Map.of(P, 3L)).get();

        broker.groups().remove("g", Set.of(P)).get();
        broker.groups().delete("h").get();

        assertThat(broker.groups().list()).containsExactly("g");
        restart();
        assertThat(broker.groups().list()).containsExactly("g");
        assertThat(broker.groups().fetch("g")).containsOnlyKeys(Q);
    }

    @Test
    void storesTheLatestCommitOfAGroup() throws Exception {
        for (var offset = 0L; offset < 20; offset++) {
            broker.groups().commit("g", Map.of(P, offset)).get();
        }
        restart();
        assertThat(broker.groups().fetch("g").get(P).offset()).isEqualTo(19);
    }

    @Test
    void stampsRecordsWithTheLogsTimeWhereTheTopicSaysSo() throws Exception {
        broker.topics().create("stamped", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        var log = broker.partition(new TopicPartition("stamped", 0));

        var appended = log.append(keyed("k", "v"), true).get();

        assertThat(appended.logAppendTime()).isPositive();
        assertThat(committed(log)).containsExactly("v");
    }
}
