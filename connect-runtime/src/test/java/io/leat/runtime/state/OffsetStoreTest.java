package io.leat.runtime.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.log.memory.MemoryLog;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetStoreTest {

    private static final String TOPIC = "connect-offsets";
    private static final Map<String, Object> FILE = Map.of("filename", "/data/in.txt");

    private final MemoryLog log = new MemoryLog();
    private final OffsetStore store = new OffsetStore(log, TOPIC, 5);

    @BeforeEach
    void start() {
        store.start();
    }

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    @Test
    void writesTheBytesThatKafkaConnectWrites() {
        var partition = new LinkedHashMap<String, Object>();
        partition.put("server", "db 1");
        partition.put("shard", 7);
        partition.put("live", true);
        var offset = new LinkedHashMap<String, Object>();
        offset.put("position", 51L);
        offset.put("ratio", 0.5);
        offset.put("note", "ü\"");
        offset.put("none", null);

        var encoded = store.encode("src", partition, offset);

        assertThat(encoded.key()).isEqualTo(asKafkaWrites(List.of("src", partition)));
        assertThat(encoded.value()).isEqualTo(asKafkaWrites(offset));
        assertThat(encoded.partition()).isEqualTo(Utils.toPositive(Utils.murmur2(encoded.key())) % 5);
        assertThat(new String(encoded.key(), UTF_8))
                .isEqualTo("[\"src\",{\"server\":\"db 1\",\"shard\":7,\"live\":true}]");
    }

    @Test
    void givesOnePartitionTheSameBytesWhateverTheOrderOfItsFields() {
        var one = new LinkedHashMap<String, Object>();
        one.put("a", 1);
        one.put("b", 2L);
        var other = new LinkedHashMap<String, Object>();
        other.put("b", 2);
        other.put("a", 1L);

        assertThat(store.encode("src", one, null).key())
                .isEqualTo(store.encode("src", other, null).key());
    }

    @Test
    void keepsTheBytesOfKeysThatAClusterWrote() {
        var topic = "taken-over";
        StateTopicProbe.compacted(log, topic, 1);
        StateTopicProbe.write(log, topic, "[\"src\",{\"b\":2,\"a\":1}]={\"position\":9}");
        try (var taken = new OffsetStore(log, topic, 1)) {
            taken.start();

            var ours = new LinkedHashMap<String, Object>();
            ours.put("a", 1);
            ours.put("b", 2);

            assertThat(taken.read("src", List.of(ours))).isEqualTo(Map.of(ours, Map.of("position", 9L)));
            assertThat(new String(taken.encode("src", ours, null).key(), UTF_8))
                    .isEqualTo("[\"src\",{\"b\":2,\"a\":1}]");
        }
    }

    @Test
    void findsWhatATaskWroteWithItsRecords() {
        var encoded = store.encode("src", FILE, Map.of("position", 51));
        StateTopicProbe.write(log, TOPIC, new String(encoded.key(), UTF_8) + "=" + new String(encoded.value(), UTF_8));

        assertThat(store.read("src", List.of(FILE, Map.of("filename", "/other"))))
                .isEqualTo(Map.of(FILE, Map.of("position", 51L)));
        assertThat(store.read("other", List.of(FILE))).isEmpty();
    }

    @Test
    void setsAndForgetsPositions() {
        store.write("src", Map.of(FILE, Map.of("position", 4)));
        assertThat(store.all("src")).containsExactly(Map.entry(FILE, Map.of("position", 4L)));

        var reset = new HashMap<Map<String, ?>, Map<String, ?>>();
        reset.put(FILE, null);
        store.write("src", reset);

        assertThat(store.all("src")).isEmpty();
        assertThat(StateTopicProbe.lines(log, TOPIC))
                .containsExactly(
                        "[\"src\",{\"filename\":\"/data/in.txt\"}]={\"position\":4}",
                        "[\"src\",{\"filename\":\"/data/in.txt\"}]=");
    }

    @Test
    void refusesMapsThatTheFormatCannotHold() {
        assertThatThrownBy(() -> store.encode("src", Map.of("k", List.of(1)), null))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("k");
    }

    @Test
    void makesTheTopicWhenAnOffsetIsFirstEncoded() {
        assertThat(log.topics().list()).isEmpty();

        store.encode("src", FILE, null);

        assertThat(log.topics().describe(TOPIC).orElseThrow().partitions()).hasSize(5);
    }

    private static byte[] asKafkaWrites(Object value) {
        try (var converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", "false"), false);
            return converter.fromConnectData(TOPIC, null, value);
        }
    }

    @Test
    void readsTheOwnTopicOfAConnectorBeforeTheWorkers() {
        var other = Map.<String, Object>of("filename", "/data/other.txt");
        store.write("src", Map.of(FILE, Map.of("position", 1L), other, Map.of("position", 2L)));
        var own = store.of(Map.of("offsets.storage.topic", "src-offsets"));
        assertThat(own.all("src")).hasSize(2);
        own.write("src", Map.of(FILE, Map.of("position", 7L)));

        var again = new OffsetStore(log, TOPIC, 5);
        again.start();
        try {
            var found = again.of(Map.of("offsets.storage.topic", "src-offsets"));
            assertThat(found.read("src", List.of(FILE, other)))
                    .isEqualTo(Map.of(FILE, Map.of("position", 7L), other, Map.of("position", 2L)));
            assertThat(again.read("src", List.of(FILE)))
                    .as("a connector that gives its topic up goes on from there")
                    .isEqualTo(Map.of(FILE, Map.of("position", 7L)));
        } finally {
            again.close();
        }
        assertThat(log.topics().describe("src-offsets").orElseThrow().config())
                .containsEntry("cleanup.policy", "compact");
    }

    @Test
    void forgetsAPositionInBothTopics() {
        store.write("src", Map.of(FILE, Map.of("position", 1L)));
        var own = store.of(Map.of("offsets.storage.topic", "src-offsets"));
        own.write("src", Map.of(FILE, Map.of("position", 7L)));
        var forgotten = new HashMap<Map<String, ?>, Map<String, ?>>();
        forgotten.put(FILE, null);
        own.write("src", forgotten);
        assertThat(own.all("src")).isEmpty();
        assertThat(store.all("src")).isEmpty();
    }

    @Test
    void refusesAnOwnTopicThatWouldLosePositions() {
        log.topics().create("not-compacted", 1, Map.of("cleanup.policy", "delete"));
        assertThatThrownBy(() -> store.of(Map.of("offsets.storage.topic", "not-compacted")))
                .hasMessageContaining("offsets.storage.topic")
                .hasMessageContaining("cleanup.policy");
    }
}
