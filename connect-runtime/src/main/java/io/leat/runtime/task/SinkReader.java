package io.leat.runtime.task;

import io.leat.runtime.log.LogRecord;
import io.leat.runtime.metrics.SinkMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.SinkPipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Takes records of the log through the pipeline. */
final class SinkReader {

    private final SinkPipeline pipeline;
    private final Reporter reporter;
    private final TaskReports reports;
    private final TaskMetrics<SinkMetrics> metrics;
    private final Set<String> topics = new HashSet<>();

    SinkReader(SinkPipeline pipeline, Reporter reporter, TaskReports reports, TaskMetrics<SinkMetrics> metrics) {
        this.pipeline = pipeline;
        this.reporter = reporter;
        this.reports = reports;
        this.metrics = metrics;
    }

    SinkBatch convert(List<LogRecord> records) throws InterruptedException {
        if (records.isEmpty()) {
            return SinkBatch.EMPTY;
        }
        var next = new HashMap<TopicPartition, Long>();
        var converted = new ArrayList<SinkRecord>(records.size());
        var bytes = 0L;
        var last = records.get(0);
        for (var record : records) {
            bytes += size(record.key()) + size(record.value());
            if (!last.partition().equals(record.partition())) {
                next.put(last.partition(), last.offset() + 1);
            }
            last = record;
            convert(record, converted);
        }
        next.put(last.partition(), last.offset() + 1);
        next.keySet().forEach(this::use);
        metrics.flow().read(records.size(), bytes);
        metrics.common().batch(records.size());
        return new SinkBatch(converted, next);
    }

    private void convert(LogRecord record, List<SinkRecord> into) throws InterruptedException {
        var outcome = pipeline.process(record);
        if (outcome instanceof Outcome.Passed<SinkRecord> passed) {
            into.add(passed.result());
        } else if (outcome instanceof Outcome.Split<SinkRecord> split) {
            into.addAll(split.results());
            metrics.flow().split(split.results().size() - 1);
        } else if (outcome instanceof Outcome.Filtered<SinkRecord>) {
            metrics.flow().filtered(1);
        } else if (outcome instanceof Outcome.Skipped<SinkRecord> skipped) {
            reporter.leftOut(record, skipped.failure());
        } else if (outcome instanceof Outcome.DeadLettered<SinkRecord> dead) {
            reporter.deadLetter(record, dead.failure());
        } else if (outcome instanceof Outcome.Failed<SinkRecord> failed) {
            throw reporter.fatal(record, failed.failure());
        }
    }

    private void use(TopicPartition partition) {
        if (topics.add(partition.topic())) {
            reports.usedTopic(partition.topic());
        }
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** @throws org.apache.kafka.connect.errors.ConnectException if a dead letter could not be written */
    void check() {
        reporter.check();
    }

    void abandon() {
        reporter.abandon();
    }

    void close() {
        reporter.close();
        pipeline.close();
    }
}
