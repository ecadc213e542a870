package io.leat.distribution.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.broker.quota.QuotaKey;
import io.leat.runtime.log.Log;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors are held to the quotas of the worker's principal. */
class EmbeddedQuotaTest {
    private static final int BYTES = 50_000;

    @TempDir
    Path folder;

    private Broker broker;
    private Log log;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(folder, Map.of("log.min.free.bytes", "0")));
        log = new EmbeddedLog(broker, Set.of());
        log.topics().create("t", 1, Map.of());
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private void limit(QuotaKey key, double bytesPerSecond) {
        var worker =
                new ClientQuotaEntity(Map.of("user", broker.security().worker().getName()));
        broker.quotas().change(worker, List.of(new Op(key.text(), bytesPerSecond)));
    }

    private LogWriter writer() {
        return log.writer(new WriterSpec("test", Optional.empty(), true, Map.of()));
    }

    private static long append(LogWriter writer) throws Exception {
        writer.add("t", 0, 0, null, new byte[BYTES], List.of());
        var start = System.nanoTime();
        writer.append().get();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    @Test
    void aWriterAboveTheRateWaitsButNotLongerThanASecondAtATime() throws Exception {
        limit(QuotaKey.PRODUCER_BYTE_RATE, 10);
        try (var writer = writer()) {
            append(writer);

            assertThat(append(writer)).isBetween(900L, 10_000L);
        }
    }

    @Test
    void aReaderAboveTheRateFindsNothingUntilItsTimeHasCome() throws Exception {
        try (var writer = writer()) {
            append(writer);
            append(writer);
        }
        limit(QuotaKey.CONSUMER_BYTE_RATE, 4_000);
        var spec = new ReaderSpec("test", Optional.empty(), true, 1, 1, Map.of());
        try (var reader = log.reader(spec)) {
            reader.assign(Set.of(new TopicPartition("t", 0)));
            var records = new ArrayList<LogRecord>(reader.poll(Duration.ofSeconds(10)));
            assertThat(records).hasSize(1);

            assertThat(reader.poll(Duration.ZERO)).isEmpty();

            records.addAll(reader.poll(Duration.ofSeconds(20)));
            assertThat(records).hasSize(2);
        }
    }
}
