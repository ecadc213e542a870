package io.leat.bench;

import io.leat.distribution.log.EmbeddedLog;
import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.ledger.Counts;
import io.leat.runtime.ledger.DeliveryLedger;
import io.leat.runtime.ledger.Position;
import io.leat.runtime.ledger.SinkLedger;
import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.metrics.Registry;
import io.leat.runtime.metrics.SinkMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.watch.Place;
import io.leat.runtime.watch.TaskWatch;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.record.TimestampType;
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

/** What the worker keeps beside the records: the ledger, the watch and the figures. Time per batch, not per record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AccountingBenchmark {

    private static final TopicPartition PARTITION = new TopicPartition("bench", 0);

    @Param({"1", "500"})
    public int records = 1;

    private final TaskWatch watch = new TaskWatch(Clock.systemUTC());
    private BenchBroker broker;
    private DeliveryLedger ledger;
    private LogWriter writer;
    private SourceLedger source;
    private SinkLedger sink;
    private TaskMetrics<SinkMetrics> metrics;
    private List<LogRecord> read;
    private long appends;

    /** Opens a ledger on a broker of its own. */
    @Setup
    public void open() throws IOException {
        broker = new BenchBroker("os");
        var log = new EmbeddedLog(broker.broker(), Set.of());
        ledger = new DeliveryLedger(log, WorkerSettings.defaults().ledger(), Clock.systemUTC());
        ledger.start();
        writer = log.writer(new WriterSpec("bench", Optional.of("bench"), true, Map.of()));
        source = ledger.source(new ConnectorTaskId("source", 0));
        source.opened();
        sink = ledger.sink(new ConnectorTaskId("sink", 0));
        metrics = TaskMetrics.sink(
                new ConnectorTaskId("sink", 0), Clock.systemUTC(), new Registry(new Metrics()), text -> text);
        read = LongStream.range(0, records)
                .mapToObj(offset -> new LogRecord(
                        PARTITION, offset, 0, TimestampType.CREATE_TIME, null, new byte[1024], new Header[0]))
                .toList();
        watch.join();
    }

    /** Closes all. */
    @TearDown
    public void close() throws IOException {
        metrics.close();
        writer.close();
        ledger.close();
        broker.close();
    }

    /** What a source's ledger counts and writes with one append; the append itself is dropped. */
    @Benchmark
    public void sourceLedger() {
        var counts = new Counts(records, 0, 0, 0, 0, 0, records);
        source.polled(records);
        source.sending(counts);
        source.seal(writer, counts, List.of(new Position("{\"task\":0}", "{\"n\":" + appends++ + "}")));
        writer.discard();
        source.durable();
    }

    /** What a sink's ledger counts of one poll and its put; then the partition is read again, so that it holds no more. */
    @Benchmark
    public void sinkLedger() {
        sink.assigned(PARTITION, 0, Optional.empty());
        sink.read(read);
        sink.put(Map.of(PARTITION, records));
    }

    /** What is kept of a put that does nothing: where the thread is, since when, and the task's figures. */
    @Benchmark
    public void put() {
        watch.within(Place.PUT, () -> {});
        watch.succeeded();
        metrics.flow().read(records, 1024L * records);
        metrics.common().batch(records);
        metrics.flow().put(records, 1_000);
    }
}
