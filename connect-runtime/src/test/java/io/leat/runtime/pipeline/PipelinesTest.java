package io.leat.runtime.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leat.connect.api.RecordSplitter;
import io.leat.runtime.RequestException;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.metrics.ErrorMetrics;
import io.leat.runtime.task.FakePlugins;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelinesTest {

    private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";
    private static final String INSERT = "org.apache.kafka.connect.transforms.InsertHeader";
    private static final String MATCHES = "org.apache.kafka.connect.transforms.predicates.TopicNameMatches";

    private final Pipelines pipelines = new Pipelines(
            new FakePlugins(),
            Map.of("key.converter", STRINGS, "value.converter", STRINGS, "header.converter", STRINGS));
    private final ErrorMetrics metrics = new ErrorMetrics(Clock.systemUTC());
    private final List<Duration> pauses = new ArrayList<>();
    private final Patience patience = new Patience() {
        @Override
        public long millis() {
            return pauses.stream().mapToLong(Duration::toMillis).sum();
        }

        @Override
        public boolean pause(Duration duration) {
            pauses.add(duration);
            return true;
        }
    };

    @BeforeEach
    void forgetPlugins() {
        Probe.closed = 0;
        Probe.failures = 0;
    }

    @Test
    void convertsKeyValueAndHeadersToBytes() {
        var record = record("t", "v");
        record.headers().addString("h", "1");
        var outgoing = passed(source(Map.of()).process(record));
        assertThat(outgoing.key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(outgoing.value()).isEqualTo("v".getBytes(UTF_8));
        assertThat(outgoing.headers()).containsExactly(new RecordHeader("h", "1".getBytes(UTF_8)));
        assertThat(outgoing.topic()).isEqualTo("t");
        assertThat(outgoing.timestamp()).isEqualTo(5);
        assertThat(outgoing.partition()).isNull();
        assertThat(outgoing.polled()).isSameAs(record);
    }

    @Test
    void aRecordWithoutATimestampTakesThePresentTime() {
        var record = new SourceRecord(null, null, "t", Schema.STRING_SCHEMA, "v");
        assertThat(passed(source(Map.of()).process(record)).timestamp()).isEqualTo(Outgoing.NOW);
    }

    @Test
    void runsTransformsInOrder() {
        var pipeline = source(Map.of(
                "transforms", "a, b",
                "transforms.a.type", "org.apache.kafka.connect.transforms.RegexRouter",
                "transforms.a.regex", "t",
                "transforms.a.replacement", "u",
                "transforms.b.type", "org.apache.kafka.connect.transforms.RegexRouter",
                "transforms.b.regex", "u",
                "transforms.b.replacement", "w"));
        assertThat(passed(pipeline.process(record("t", "v"))).topic()).isEqualTo("w");
    }

    @Test
    void appliesATransformOnlyWhereItsPredicateHolds() {
        var pipeline = source(withPredicate("false"));
        assertThat(passed(pipeline.process(record("yes", "v"))).headers()).hasSize(1);
        assertThat(passed(pipeline.process(record("no", "v"))).headers()).isEmpty();
    }

    @Test
    void appliesATransformWhereItsNegatedPredicateDoesNotHold() {
        var pipeline = source(withPredicate("true"));
        assertThat(passed(pipeline.process(record("yes", "v"))).headers()).isEmpty();
        assertThat(passed(pipeline.process(record("no", "v"))).headers()).hasSize(1);
    }

    private static Map<String, String> withPredicate(String negate) {
        return Map.of(
                "transforms", "h",
                "transforms.h.type", INSERT,
                "transforms.h.header", "x",
                "transforms.h.value.literal", "1",
                "transforms.h.predicate", "p",
                "transforms.h.negate", negate,
                "predicates", "p",
                "predicates.p.type", MATCHES,
                "predicates.p.pattern", "yes");
    }

    @Test
    void aPredicateThatIsNotDeclaredIsNamed() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> source(Map.of(
                        "transforms", "h", "transforms.h.type", Probe.class.getName(), "transforms.h.predicate", "q")))
                .withMessageContaining("transforms.h.predicate")
                .withMessageContaining("q");
    }

    @Test
    void aTransformThatDoesNotExistIsNamedAndWhatWasMadeIsClosed() {
        assertThatExceptionOfType(RequestException.Invalid.class)
                .isThrownBy(() -> source(Map.of(
                        "transforms", "a,b",
                        "transforms.a.type", Probe.class.getName(),
                        "transforms.b.type", "no.such.Transform")))
                .withMessageContaining("no.such.Transform");
        assertThat(Probe.closed).isEqualTo(1);
    }

    @Test
    void triesAgainOnlyTheStepThatFailed() {
        Probe.failures = 3;
        var pipeline = source(Map.of(
                "transforms", "h,a",
                "transforms.h.type", INSERT,
                "transforms.h.header", "x",
                "transforms.h.value.literal", "1",
                "transforms.a.type", Probe.class.getName(),
                "errors.retry.timeout", "10000"));
        assertThat(passed(pipeline.process(record("t", "v"))).headers()).hasSize(1);
        assertThat(pauses).containsExactly(Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofMillis(1200));
    }

    @Test
    void givesUpWhenTheTimeIsUp() {
        Probe.failures = 100;
        var pipeline = source(
                Map.of("transforms", "a", "transforms.a.type", Probe.class.getName(), "errors.retry.timeout", "1000"));
        var outcome = pipeline.process(record("t", "v"));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        var failure = ((Outcome.Failed<?>) outcome).failure();
        assertThat(failure.stage()).isEqualTo(Stage.TRANSFORMATION);
        assertThat(failure.text())
                .contains("transform a (" + Probe.class.getName() + ")")
                .contains("not now");
        assertThat(patience.millis()).isEqualTo(1_000);
    }

    @Test
    void makesSeveralRecordsOfOne() {
        var pieces = split(source(splitting()).process(record("t", "a,drop,b")));
        assertThat(pieces).extracting(piece -> new String(piece.value(), UTF_8)).containsExactly("a", "b");
    }

    @Test
    void aSplitOfOneOrNoneIsNoSplit() {
        assertThat(source(splitting()).process(record("t", "a"))).isInstanceOf(Outcome.Passed.class);
        assertThat(source(splitting()).process(record("t", "drop"))).isInstanceOf(Outcome.Filtered.class);
    }

    @Test
    void everyPieceForASinkHasTheOriginalPosition() {
        assertThat(split(sink(splitting()).process(logRecord("a,b"))))
                .hasSize(2)
                .allSatisfy(piece -> assertThat(piece.kafkaOffset()).isEqualTo(42));
    }

    private static Map<String, String> splitting() {
        return Map.of(
                "transforms", "s,f",
                "transforms.s.type", Comma.class.getName(),
                "transforms.f.type", DropWord.class.getName());
    }

    @Test
    void convertsBytesToData() {
        var record = passed(sink(Map.of()).process(logRecord("v", new RecordHeader("h", "1".getBytes(UTF_8)))));
        assertThat(record.value()).isEqualTo("v");
        assertThat(record.key()).isEqualTo("k");
        assertThat(record.kafkaOffset()).isEqualTo(42);
        assertThat(record.headers().lastWithName("h").value()).isEqualTo("1");
        assertThat(record).isExactlyInstanceOf(SinkRecord.class);
    }

    @Test
    void remembersTheOriginalWhereThereIsADeadLetterTopic() {
        var pipeline = sink(Map.of("errors.tolerance", "all", "errors.deadletterqueue.topic.name", "dlq"));
        var original = logRecord("v");
        var record = passed(pipeline.process(original));
        assertThat(pipeline.original(record)).isSameAs(original);
        var changed = record.newRecord("u", 3, null, null, null, "w", null);
        assertThat(pipeline.original(changed)).isSameAs(original);
        assertThat(changed.originalTopic()).isEqualTo("t");
        assertThat(changed.originalKafkaOffset()).isEqualTo(42);
    }

    @Test
    void closesEveryPlugin() {
        source(Map.of("transforms", "a", "transforms.a.type", Probe.class.getName()))
                .close();
        assertThat(Probe.closed).isEqualTo(1);
    }

    @Test
    void aConverterOfTheConnectorIsConfiguredByTheConnectorAlone() {
        var pipeline = source(Map.of(
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false"));
        assertThat(passed(pipeline.process(record("t", "v"))).value()).isEqualTo("\"v\"".getBytes(UTF_8));
    }

    private SourcePipeline source(Map<String, String> config) {
        return pipelines.source(new HashMap<>(config), patience, metrics, (role, made) -> {});
    }

    private SinkPipeline sink(Map<String, String> config) {
        return pipelines.sink(new HashMap<>(config), patience, metrics, (role, made) -> {});
    }

    private static <T> T passed(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Passed.class);
        return ((Outcome.Passed<T>) outcome).result();
    }

    private static <T> List<T> split(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Split.class);
        return ((Outcome.Split<T>) outcome).results();
    }

    private static SourceRecord record(String topic, String value) {
        return new SourceRecord(
                Map.of(), Map.of(), topic, null, Schema.STRING_SCHEMA, "k", Schema.STRING_SCHEMA, value, 5L);
    }

    private static LogRecord logRecord(String value, Header... headers) {
        return new LogRecord(
                new TopicPartition("t", 1),
                42,
                5,
                TimestampType.CREATE_TIME,
                "k".getBytes(UTF_8),
                value.getBytes(UTF_8),
                headers);
    }

    /** Fails as often as a test says, then lets records pass. */
    public static class Probe implements Transformation<SourceRecord> {

        static int failures;
        static int closed;

        @Override
        public SourceRecord apply(SourceRecord record) {
            if (failures-- > 0) {
                throw new RetriableException("not now");
            }
            return record;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {
            closed++;
        }
    }

    /** Drops the value {@code drop}. */
    public static class DropWord<R extends ConnectRecord<R>> implements Transformation<R> {

        @Override
        public R apply(R record) {
            return "drop".equals(record.value()) ? null : record;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }

    /** Makes one record of each word between commas. */
    public static final class Comma<R extends ConnectRecord<R>> extends DropWord<R> implements RecordSplitter<R> {

        @Override
        public List<R> split(R record) {
            return Arrays.stream(((String) record.value()).split(","))
                    .map(word -> record.newRecord(
                            record.topic(),
                            record.kafkaPartition(),
                            record.keySchema(),
                            record.key(),
                            record.valueSchema(),
                            word,
                            record.timestamp()))
                    .toList();
        }
    }
}
