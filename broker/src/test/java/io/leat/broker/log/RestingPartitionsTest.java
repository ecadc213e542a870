package io.leat.broker.log;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import io.leat.broker.journal.AppendJournal;
import io.leat.broker.journal.JournalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions whose files are opened at their first use. */
class RestingPartitionsTest {
    private static final TopicPartition USED = new TopicPartition("t", 0);
    private static final TopicPartition UNUSED = new TopicPartition("t", 1);
    private static final Uuid ID = Uuid.randomUuid();

    @TempDir
    Path temp;

    private final ForceThreads forceThreads = new ForceThreads();
    private PartitionLogs logs;

    @BeforeEach
    void openAndUse() throws Exception {
        logs = open(Map.of(), false);
        partition(USED).append(batch("first"), true).get();
        partition(USED).append(batch("second"), true).get();
    }

    @AfterEach
    void close() {
        logs.close();
        forceThreads.close();
    }

    private PartitionLogs open(Map<String, String> topic, boolean afterACleanStop) throws IOException {
        var freeSpace = new FreeSpace(() -> 0, 0, System::nanoTime);
        var place = new JournalFolder(temp, Force.DISK, forceThreads, freeSpace, System::nanoTime);
        var environment = new LogEnvironment(
                Force.DISK,
                forceThreads,
                freeSpace,
                AppendJournal.open(place, 0, afterACleanStop),
                Durability.FSYNC,
                Duration.ofDays(1),
                Time.SYSTEM);
        var cleaner = new CleanerSettings(1, 1 << 20, 1 << 20, Duration.ofSeconds(15));
        var opened = new PartitionLogs(temp, afterACleanStop, cleaner, environment);
        var settings = LogSettings.of(Map.of(), topic);
        opened.open(
                List.of(new PartitionLogs.Spec(USED, ID, settings), new PartitionLogs.Spec(UNUSED, ID, settings)),
                Set.of(),
                2);
        return opened;
    }

    private void restart(Map<String, String> topic) throws IOException {
        assertThat(logs.close()).isTrue();
        logs = open(topic, true);
    }

    private ServedLog partition(TopicPartition partition) {
        return logs.find(partition).orElseThrow();
    }

    private boolean rests(TopicPartition partition) {
        return ((KafkaPartitionLog) partition(partition)).state().opened().isEmpty();
    }

    @Test
    void answersWithoutOpeningTheFilesAfterACleanStop() throws Exception {
        var bytes = partition(USED).sizeInBytes();

        restart(Map.of());

        var partition = partition(USED);
        assertThat(partition.online()).isTrue();
        assertThat(partition.logStartOffset()).isZero();
        assertThat(List.of(partition.logEndOffset(), partition.highWatermark(), partition.lastStableOffset()))
                .containsOnly(2L);
        assertThat(partition.sizeInBytes()).isEqualTo(bytes);
        assertThat(partition.undecided()).isEmpty();
        var atTheEnd = partition.read(2, 1000, Isolation.READ_COMMITTED);
        assertThat(atTheEnd.nextOffset()).isEqualTo(2);
        assertThat(atTheEnd.highWatermark()).isEqualTo(2);
        assertThat(rests(USED)).isTrue();
    }

    @Test
    void opensTheFilesForTheFirstReadAndTheFirstAppend() throws Exception {
        restart(Map.of());
        assertThat(committed(partition(USED))).containsExactly("first", "second");
        assertThat(rests(USED)).isFalse();
        restart(Map.of());

        assertThat(partition(USED).append(batch("third"), true).get().baseOffset())
                .isEqualTo(2);

        assertThat(committed(partition(USED))).containsExactly("first", "second", "third");
    }

    @Test
    void makesNoFilesBeforeTheFirstUse() throws Exception {
        restart(Map.of());
        assertThat(temp.resolve("t-1")).doesNotExist();
        assertThat(committed(partition(UNUSED))).isEmpty();
        assertThat(temp.resolve("t-1")).doesNotExist();

        partition(UNUSED).append(batch("new"), true).get();

        assertThat(temp.resolve("t-1")).isDirectory();
        restart(Map.of());
        assertThat(committed(partition(UNUSED))).containsExactly("new");
    }

    @Test
    void staysAtRestOverSeveralStops() throws Exception {
        restart(Map.of());
        restart(Map.of());
        restart(Map.of());

        assertThat(rests(USED)).isTrue();
        assertThat(committed(partition(USED))).containsExactly("first", "second");
    }

    @Test
    void retentionOpensOnlyWhatIsTooOld() throws Exception {
        var yesterday = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        partition(UNUSED)
                .append(MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(yesterday, new byte[1])), true)
                .get();
        restart(Map.of("retention.ms", "3600000"));

        logs.retain();

        assertThat(partition(UNUSED).logStartOffset()).isEqualTo(1);
        assertThat(rests(USED)).isTrue();
        assertThat(committed(partition(USED))).containsExactly("first", "second");
    }

    @Test
    void isOpenedToBeCompacted() throws Exception {
        restart(Map.of());

        logs.configure(USED, LogSettings.of(Map.of(), Map.of("cleanup.policy", "compact")));

        assertThat(rests(USED)).isFalse();
        restart(Map.of("cleanup.policy", "compact"));
        assertThat(rests(USED)).isFalse();
    }

    @Test
    void refusesWhenTheRecordsAreNoLongerThere() throws Exception {
        assertThat(logs.close()).isTrue();
        try (var files = Files.list(temp.resolve("t-0"))) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        logs = open(Map.of(), true);

        assertThatThrownBy(() -> committed(partition(USED)))
                .isInstanceOf(KafkaStorageException.class)
                .hasMessageContaining("records from offset 0 to 1");

        assertThat(partition(USED).online()).isFalse();
    }

    @Test
    void knowsNothingOfADeletedTopicsRecordsInANewOneOfItsName() throws Exception {
        restart(Map.of());
        logs.delete(List.of(USED));

        logs.create(new PartitionLogs.Spec(USED, Uuid.randomUuid(), LogSettings.of(Map.of(), Map.of())));

        assertThat(partition(USED).logEndOffset()).isZero();
        assertThat(partition(USED).append(batch("new"), true).get().baseOffset())
                .isZero();
    }

    @Test
    void opensEverythingThatWasUsedAfterACrash() throws Exception {
        restart(Map.of());
        assertThat(committed(partition(USED))).hasSize(2);
        assertThat(logs.close()).isTrue();

        logs = open(Map.of(), false);

        assertThat(rests(USED)).isFalse();
        assertThat(rests(UNUSED)).isTrue();
        assertThat(committed(partition(USED))).containsExactly("first", "second");
    }
}
