package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.RecordSplitter;
import io.leat.runtime.letters.Letter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

/** A record that is split counts as one to positions and offsets. */
class SplitRecordsTest extends TaskHarness {

    private static final Map<String, String> SPLIT =
            Map.of("transforms", "comma", "transforms.comma.type", Comma.class.getName());

    /** One record of each part of the value; "?" stands for a part that is too large for any topic. */
    public static final class Comma<R extends ConnectRecord<R>> implements RecordSplitter<R> {

        @Override
        public List<R> split(R record) {
            var text = new String((byte[]) record.value(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split(","))
                    .map(part -> piece(record, part))
                    .toList();
        }

        private R piece(R record, String part) {
            var value = part.equals("?") ? new byte[2 << 20] : bytes(part);
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    null,
                    null,
                    Schema.BYTES_SCHEMA,
                    value,
                    record.timestamp());
        }

        @Override
        public R apply(R record) {
            return record;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {}
    }

    @Test
    void noPieceIsAppendedIfTheLogRefusesOneAndTheTaskEnds() {
        ScriptedSource.Script.named(script).poll(record(TOPIC, 1, "a,b"), record(TOPIC, 2, "c,?,d"));
        source(SPLIT);
        await().until(() -> listener.events.contains("failed"));
        assertThat(values(TOPIC)).containsExactly("a", "b");
        assertThat(position()).contains(1L);
    }

    @Test
    void theOtherPiecesAreAppendedIfFailuresAreTolerated() {
        ScriptedSource.Script.named(script).poll(record(TOPIC, 1, "a,?,b"), record(TOPIC, 2, "c"));
        source(Map.of(
                "transforms", "comma", "transforms.comma.type", Comma.class.getName(), "errors.tolerance", "all"));
        await().untilAsserted(() -> assertThat(position()).contains(2L));
        assertThat(values(TOPIC)).containsExactly("a", "b", "c");
    }

    /** Fails at "bad". */
    public static final class Picky<R extends ConnectRecord<R>> implements Transformation<R> {

        @Override
        public R apply(R record) {
            if (new String((byte[]) record.value(), StandardCharsets.UTF_8).equals("bad")) {
                throw new DataException("not this one");
            }
            return record;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {}
    }

    private static final Map<String, String> PICKY = Map.of(
            "transforms", "comma,picky",
            "transforms.comma.type", Comma.class.getName(),
            "transforms.picky.type", Picky.class.getName(),
            "errors.tolerance", "all",
            "errors.deadletterqueue.topic.name", "dead");

    @Test
    void aSinksLetterTellsWhichPieceFailed() {
        write(TOPIC, 0, "a,bad,b");
        ScriptedSink.Script.named(script);
        sink(PICKY);
        assertThat(letter().piece()).contains("2 of 3");
    }

    @Test
    void aSourcesLetterTellsWhichPieceFailed() {
        ScriptedSource.Script.named(script).poll(record(TOPIC, 1, "a,b,bad"));
        source(PICKY);
        assertThat(letter().piece()).contains("3 of 3");
    }

    @Test
    void aSinksLetterTellsWhichPieceTheConnectorReported() {
        write(TOPIC, 0, "a,b");
        var sink = ScriptedSink.Script.named(script);
        sink.onPut(records -> {
            var unused = sink.context
                    .errantRecordReporter()
                    .report(List.copyOf(records).get(1), new DataException("refused"));
        });
        sink(PICKY);
        assertThat(letter().piece()).contains("2 of 2");
    }

    private Letter letter() {
        await().until(() -> log.topics().describe("dead").isPresent()
                && !log.records("dead", 0).isEmpty());
        return Letter.of(List.copyOf(log.records("dead", 0)).get(0));
    }

    @Test
    void aSinksOffsetPassesAllPiecesTogether() {
        write(TOPIC, 0, "a,b,c", "d");
        var sink = ScriptedSink.Script.named(script);
        var partition = new TopicPartition(TOPIC, 0);
        sink.preCommit = offsets -> Map.of(partition, new OffsetAndMetadata(sink.values.contains("go on") ? 2 : 0));
        sink(SPLIT);
        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a", "b", "c", "d"));
        assertThat(sink.records.subList(0, 3))
                .allSatisfy(piece -> assertThat(piece.originalKafkaOffset()).isZero());
        assertThat(committed(TOPIC, 0).orElse(0L)).isZero();
        sink.values.add("go on");
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(2L));
    }
}
