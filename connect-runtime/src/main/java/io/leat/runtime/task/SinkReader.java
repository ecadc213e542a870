package io.leat.runtime.task;

import io.leat.runtime.client.ConsumerExtensions;
import io.leat.runtime.ledger.Fate;
import io.leat.runtime.ledger.SinkLedger;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.metrics.SinkMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.SinkPipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Takes records of the log through the pipeline. */
final class SinkReader {

    private final SinkPipeline pipeline;
    private final ConsumerExtensions extensions;
    private final Reporter reporter;
    private final TaskReports reports;
    private final TaskMetrics<SinkMetrics> metrics;
    private final SinkLedger ledger;
    private final Set<String> topics = new HashSet<>();
    /** What interceptors have made of the records at hand; null where there are no interceptors. */
    private @Nullable Iterator<@Nullable LogRecord> intercepted;

    SinkReader(
            SinkPipeline pipeline,
            ConsumerExtensions extensions,
            Reporter reporter,
            TaskReports reports,
            TaskMetrics<SinkMetrics> metrics,
            SinkLedger ledger) {
        this.pipeline = pipeline;
        this.extensions = extensions;
        this.reporter = reporter;
        this.reports = reports;
        this.metrics = metrics;
        this.ledger = ledger;
    }

    SinkBatch convert(List<LogRecord> records) throws InterruptedException {
        if (records.isEmpty()) {
            return SinkBatch.EMPTY;
        }
        ledger.read(records);
        if (!extensions.isEmpty()) {
            intercepted = extensions.consume(records).iterator();
        }
        var next = new HashMap<TopicPartition, Long>();
        var byPartition = new HashMap<TopicPartition, Integer>();
        var counted = 0;
        var converted = new ArrayList<SinkRecord>(records.size());
        var bytes = 0L;
        var last = records.get(0);
        for (var record : records) {
            bytes += size(record.key()) + size(record.value());
            if (!last.partition().equals(record.partition())) {
                next.put(last.partition(), last.offset() + 1);
                byPartition.merge(last.partition(), converted.size() - counted, Integer::sum);
                counted = converted.size();
            }
            last = record;
            convert(record, converted);
        }
        next.put(last.partition(), last.offset() + 1);
        byPartition.merge(last.partition(), converted.size() - counted, Integer::sum);
        next.keySet().forEach(this::use);
        metrics.flow().read(records.size(), bytes);
        metrics.common().batch(records.size());
        return new SinkBatch(converted, byPartition, next, bytes);
    }

    private void convert(LogRecord record, List<SinkRecord> into) throws InterruptedException {
        var outcome = process(record);
        if (outcome instanceof Outcome.Passed<SinkRecord> passed) {
            into.add(passed.result());
        } else if (outcome instanceof Outcome.Split<SinkRecord> split) {
            into.addAll(split.results());
            metrics.flow().split(split.results().size() - 1);
            ledger.split(record.partition(), record.offset(), split.results().size());
        } else if (outcome instanceof Outcome.Filtered<SinkRecord>) {
            metrics.flow().filtered(1);
            ledger.leftOut(record.partition(), record.offset(), Fate.FILTERED);
        } else if (outcome instanceof Outcome.Skipped<SinkRecord> skipped) {
            reporter.leftOut(record, skipped.failure());
            ledger.leftOut(record.partition(), record.offset(), Fate.SKIPPED);
        } else if (outcome instanceof Outcome.DeadLettered<SinkRecord> dead) {
            reporter.deadLetter(record, dead.failure());
            ledger.leftOut(record.partition(), record.offset(), Fate.DEAD_LETTERED);
        } else if (outcome instanceof Outcome.Failed<SinkRecord> failed) {
            ledger.failed(1);
            throw reporter.fatal(record, failed.failure());
        }
    }

    private Outcome<SinkRecord> process(LogRecord record) {
        if (intercepted == null) {
            return pipeline.process(record);
        }
        var seen = intercepted.next();
        return seen == null ? new Outcome.Filtered<>() : pipeline.process(seen);
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
        try {
            reporter.close();
        } finally {
            try {
                pipeline.close();
            } finally {
                extensions.close();
            }
        }
    }
}
