package io.leat.bench;

import io.leat.runtime.log.LogRecord;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.Outgoing;
import io.leat.runtime.pipeline.SinkPipeline;
import io.leat.runtime.pipeline.SourcePipeline;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One record through a task's pipeline: the transforms, if any, and all three converters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PipelineBenchmark {

    private static final int RECORDS = 1024;
    private static final TopicPartition PARTITION = new TopicPartition("bench-in", 0);

    @Param({"bytes", "json"})
    public String form = "bytes";

    @Param({"false", "true"})
    public boolean transforms = false;

    private final SourceRecord[] polled = new SourceRecord[RECORDS];
    private final LogRecord[] read = new LogRecord[RECORDS];
    private SourcePipeline source;
    private SinkPipeline sink;
    private int next;

    /** Makes the records, and what the log would hold of them. */
    @Setup
    public void prepare() {
        source = BenchPlugins.source(form, transforms);
        sink = BenchPlugins.sink(form, transforms);
        var random = new Random(42);
        try (var plain = BenchPlugins.source(form, false)) {
            for (var i = 0; i < RECORDS; i++) {
                polled[i] = record(i, random);
                read[i] = logged(i, plain.process(polled[i]));
            }
        }
    }

    private SourceRecord record(int number, Random random) {
        var isJson = form.equals("json");
        var value = isJson ? Rows.row(10_000_000L + number, random) : new byte[1024];
        return new SourceRecord(
                Map.of("task", 0L),
                Map.of("n", (long) number),
                PARTITION.topic(),
                null,
                null,
                null,
                isJson ? Rows.SCHEMA : Schema.BYTES_SCHEMA,
                value,
                1_790_000_000_000L);
    }

    private static LogRecord logged(int number, Outcome<Outgoing> outcome) {
        if (!(outcome instanceof Outcome.Passed<Outgoing> passed)) {
            throw new IllegalStateException("The record did not pass: " + outcome);
        }
        return new LogRecord(
                PARTITION,
                number,
                1_790_000_000_000L,
                TimestampType.CREATE_TIME,
                null,
                passed.result().value(),
                new Header[0]);
    }

    /** Closes the plugins. */
    @TearDown
    public void close() {
        source.close();
        sink.close();
    }

    /** From the connector's record to bytes. */
    @Benchmark
    public Outcome<Outgoing> source() {
        return source.process(polled[next++ & (RECORDS - 1)]);
    }

    /** From bytes to the connector's record. */
    @Benchmark
    public Outcome<SinkRecord> sink() {
        return sink.process(read[next++ & (RECORDS - 1)]);
    }
}
