package io.leat.distribution.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.broker.log.Isolation;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.WriterSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded log makes of {@code producer.override.*} and {@code consumer.override.*}. */
class ClientSettingsTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @TempDir
    Path folder;

    private Broker broker;
    private Log log;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(folder, Map.of("log.min.free.bytes", "0")));
        log = new EmbeddedLog(broker, Set.of());
        log.topics().create("t", 2, Map.of());
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void aBatchIsNoLargerThanItsSizeAllows() {
        write(writer(Map.of("batch.size", "1000")), 10, 300);

        assertThat(batches())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(batch -> assertThat(batch.sizeInBytes()).isLessThanOrEqualTo(1000));
    }

    @Test
    void aRecordThatIsLargerThanABatchHasOneOfItsOwn() {
        write(writer(Map.of("batch.size", "0")), 3, 300);

        assertThat(batches()).hasSize(3);
    }

    @Test
    void compressesAtTheLevelThatIsAskedFor() {
        write(writer(Map.of("compression.type", "zstd", "compression.zstd.level", "19")), 10, 300);

        assertThat(batches())
                .singleElement()
                .satisfies(batch -> assertThat(batch.compressionType()).isEqualTo(CompressionType.ZSTD));
        assertThatThrownBy(() -> writer(Map.of("compression.type", "gzip", "compression.gzip.level", "99")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("compression.type");
    }

    @Test
    void spreadsRecordsWithKeysWhereKeysAreIgnored() {
        try (var writer = writer(Map.of("partitioner.ignore.keys", "true"))) {
            var partitions = new ArrayList<Integer>();
            for (var i = 0; i < 4; i++) {
                writer.add("t", LogWriter.ANY_PARTITION, 0, new byte[] {7}, new byte[1], List.of());
                partitions.add(writer.append().join().partition(0).partition());
            }
            assertThat(partitions).containsExactlyInAnyOrder(0, 0, 1, 1);
        }
    }

    @Test
    void takesNoMoreOfAPartitionThanAllowed() {
        write(writer(Map.of("batch.size", "1000")), 10, 300);

        try (var reader = reader(Map.of("max.partition.fetch.bytes", "500"))) {
            assertThat(reader.poll(Duration.ofSeconds(10))).hasSizeBetween(1, 3);
        }
    }

    @Test
    void waitsForAsManyBytesAsAPollIsToBring() {
        write(writer(Map.of()), 1, 300);
        try (var reader = reader(Map.of("fetch.min.bytes", "800", "fetch.max.wait.ms", "20000"))) {
            var polled = CompletableFuture.supplyAsync(() -> reader.poll(Duration.ofSeconds(20)));
            await().pollDelay(Duration.ZERO).during(Duration.ofMillis(100)).until(() -> !polled.isDone());

            write(writer(Map.of()), 2, 300);

            assertThat(polled.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                            .join())
                    .hasSize(3);
        }
    }

    @Test
    void givesWhatThereIsWhenTheWaitIsOver() {
        write(writer(Map.of()), 1, 300);
        try (var reader = reader(Map.of("fetch.min.bytes", "1000000", "fetch.max.wait.ms", "50"))) {
            assertThat(reader.poll(Duration.ofSeconds(20))).hasSize(1);
        }
    }

    @Test
    void aWakeUpEndsTheWaitForMoreWithoutLosingAnything() {
        write(writer(Map.of()), 1, 300);
        try (var reader = reader(Map.of("fetch.min.bytes", "1000000", "fetch.max.wait.ms", "20000"))) {
            var polled = CompletableFuture.supplyAsync(() -> reader.poll(Duration.ofSeconds(20)));
            await().pollDelay(Duration.ZERO).during(Duration.ofMillis(50)).until(() -> !polled.isDone());

            reader.wakeup();

            var records = new ArrayList<LogRecord>(polled.join());
            records.addAll(reader.poll(Duration.ZERO));
            assertThat(records).hasSizeLessThanOrEqualTo(1);
            records.addAll(reader.poll(Duration.ZERO));
            assertThat(records).hasSize(1);
        }
    }

    @Test
    void tellsPartitionersOfTheNodeThatClientsSee() {
        assertThat(log.node()).isEqualTo(broker.node());
    }

    private LogWriter writer(Map<String, String> settings) {
        return log.writer(new WriterSpec("test", Optional.empty(), true, settings));
    }

    private LogReader reader(Map<String, String> settings) {
        var reader = log.reader(new ReaderSpec("test", Optional.empty(), true, 500, 1 << 20, settings));
        reader.assign(Set.of(PARTITION));
        return reader;
    }

    private static void write(LogWriter writer, int records, int size) {
        try (writer) {
            for (var i = 0; i < records; i++) {
                writer.add("t", 0, 0, null, new byte[size], List.of());
            }
            writer.append().join();
        }
    }

    private List<RecordBatch> batches() {
        var found = new ArrayList<RecordBatch>();
        broker.partition(PARTITION)
                .read(0, 1 << 20, Isolation.READ_COMMITTED)
                .committedBatches()
                .forEach(found::add);
        return found;
    }
}
