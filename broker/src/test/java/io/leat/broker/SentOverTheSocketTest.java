package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.network.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server's own threads write to a socket without encryption: the JVM counts it, and does not count files sent. */
class SentOverTheSocketTest {
    private static final int RECORDS = 50;
    private static final int RECORD_BYTES = 20_000;
    private static final TopicPartition P = new TopicPartition("t", 0);

    @TempDir
    Path folder;

    private long writtenByTheServer(Recording recording) throws IOException {
        var file = folder.resolve("sockets.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getThread() != null
                        && event.getThread().getJavaName().startsWith("leat-network"))
                .mapToLong(event -> event.getLong("bytesWritten"))
                .sum();
    }

    private static FetchRequest fetch() {
        var wanted = new FetchRequest.PartitionData(Uuid.ZERO_UUID, 0, 0, 10 << 20, Optional.empty());
        return FetchRequest.Builder.forConsumer((short) 12, 0, 1, Map.of(P, wanted))
                .setMaxBytes(10 << 20)
                .build((short) 12);
    }

    @Test
    void recordsOfAFetchGoFromTheFileToTheSocketAndNotThroughMemory() throws IOException {
        var settings = Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0", "log.min.free.bytes", "0");
        try (var broker = Broker.open(BrokerConfig.of(folder.resolve("data"), settings));
                var recording = new Recording()) {
            broker.topics().create(P.topic(), 1, Map.of());
            for (var record = 0; record < RECORDS; record++) {
                broker.partition(P)
                        .append(Batches.batch("x".repeat(RECORD_BYTES)), true)
                        .join();
            }
            recording.enable("jdk.SocketWrite").withThreshold(Duration.ZERO);
            recording.start();
            try (var client = new WireClient(broker.listeners().get(0).port())) {
                var fetched = (FetchResponse) client.ask(fetch());
                recording.stop();

                var partition = fetched.data().responses().get(0).partitions().get(0);
                assertThat(FetchResponse.recordsSize(partition)).isGreaterThan(RECORDS * RECORD_BYTES);
                assertThat(writtenByTheServer(recording))
                        .as("the response without its records")
                        .isPositive()
                        .isLessThan(1000);
            }
        }
    }
}
