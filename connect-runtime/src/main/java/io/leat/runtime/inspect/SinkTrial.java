package io.leat.runtime.inspect;

import io.leat.runtime.Previews.Previewed;
import io.leat.runtime.Previews.Stage;
import io.leat.runtime.RequestException;
import io.leat.runtime.TopicAdmin;
import io.leat.runtime.TopicAdmin.PeekedRecord;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.metrics.ErrorMetrics;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.pipeline.SinkPipeline;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/** Takes the last records of a sink's topics through its pipeline and shows what the connector would be given. */
final class SinkTrial implements TrialThread.Trial {

    private final TriedConnector connector;
    private final TopicAdmin topics;
    private final Findings findings;
    private volatile boolean stopping;

    SinkTrial(TriedConnector connector, Pipelines pipelines, TopicAdmin topics, int most) {
        this.connector = connector;
        this.topics = topics;
        this.findings = Findings.of(connector, pipelines, most);
    }

    List<Previewed> found() {
        return findings.found();
    }

    @Override
    public void run(Runnable started) {
        var errors = new ErrorMetrics(Clock.systemUTC());
        try (var pipeline = findings.pipelines()
                .sink(connector.config().values(), Impatience.INSTANCE, errors, (role, made) -> {})) {
            var records = last();
            started.run();
            for (var record : records) {
                if (stopping) {
                    return;
                }
                show(record, pipeline);
            }
        }
    }

    /** The latest of all partitions, oldest first; those of one partition in their order. */
    private List<LogRecord> last() {
        var all = new ArrayList<LogRecord>();
        for (var topic : selected()) {
            var description = topics.describe(topic)
                    .orElseThrow(() -> new RequestException.Invalid("There is no topic " + topic + " to read from."));
            for (var partition : description.partitions()) {
                var id = new TopicPartition(topic, partition.partition());
                topics.peek(topic, id.partition(), -findings.most(), findings.most())
                        .forEach(record -> all.add(record(id, record)));
            }
        }
        all.sort(Comparator.comparingLong(LogRecord::timestamp));
        return all.subList(Math.max(0, all.size() - findings.most()), all.size());
    }

    private List<String> selected() {
        var config = connector.config().values();
        var regex = config.getOrDefault("topics.regex", "").strip();
        if (!regex.isEmpty()) {
            var pattern = Pattern.compile(regex);
            return topics.list().stream()
                    .filter(topic -> pattern.matcher(topic).matches())
                    .toList();
        }
        return Arrays.stream(config.getOrDefault("topics", "").strip().split("\\s*,\\s*"))
                .filter(topic -> !topic.isEmpty())
                .toList();
    }

    private static LogRecord record(TopicPartition partition, PeekedRecord record) {
        return new LogRecord(
                partition,
                record.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                record.key(),
                record.value(),
                record.headers().toArray(Header[]::new));
    }

    private void show(LogRecord record, SinkPipeline pipeline) {
        findings.trace()
                .begin(
                        "log",
                        findings.data()
                                .of(
                                        record.partition().topic(),
                                        Optional.of(record.partition().partition()),
                                        Optional.of(record.timestamp()),
                                        record.key(),
                                        record.value(),
                                        List.of(record.headers())));
        var outcome = pipeline.process(record);
        converted(outcome).ifPresent(stage -> findings.trace().add(1, stage));
        findings.add(Positions.of(record.partition(), record.offset()), outcome);
    }

    /** What the transforms were given; without any, what came out. */
    private Optional<Stage> converted(Outcome<SinkRecord> outcome) {
        var shown = findings.trace()
                .given()
                .or(() -> Trace.results(outcome, findings.data()::of).stream().findFirst());
        return shown.map(record -> new Stage("converters", List.of(record)));
    }

    @Override
    public void stop() {
        stopping = true;
    }
}
