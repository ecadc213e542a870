package io.leat.bench;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;

/** A broker on a temporary folder, and batches for it. Segments of 256 MiB and 1 GiB kept, so that no disk fills. */
final class BenchBroker implements AutoCloseable {
    private final Path folder;
    private final Broker broker;

    BenchBroker(String durability) throws IOException {
        folder = Files.createTempDirectory("leat-bench");
        broker = Broker.open(BrokerConfig.of(
                folder,
                Map.of(
                        "log.durability", durability,
                        "message.max.bytes", "16777216",
                        "log.segment.bytes", "268435456",
                        "log.retention.bytes", "1073741824",
                        "log.retention.check.interval.ms", "1000",
                        "log.segment.delete.delay.ms", "0")));
    }

    Broker broker() {
        return broker;
    }

    static MemoryRecords batch(int records, int bytesEach) {
        return builder(records, bytesEach).build();
    }

    static MemoryRecordsBuilder builder(int records, int bytesEach) {
        var value = new byte[bytesEach];
        var builder = MemoryRecords.builder(
                ByteBuffer.allocate(records * (bytesEach + 32) + 128), Compression.NONE, TimestampType.CREATE_TIME, 0);
        for (var record = 0; record < records; record++) {
            builder.append(System.currentTimeMillis(), null, value);
        }
        return builder;
    }

    @Override
    public void close() throws IOException {
        broker.close();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
