package io.leat.bench;

import io.leat.distribution.log.EmbeddedLog;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.WriterSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The embedded log as tasks use it: choosing partitions, putting batches together and appending them; reading them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WorkerLogBenchmark {

    private static final int RECORDS = 1000;
    private static final int READ_BATCHES = 200;
    private static final int IN_FLIGHT = 4;
    private static final byte[] VALUE = new byte[1024];
    private static final TopicPartition FILLED = new TopicPartition("filled", 0);

    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private BenchBroker broker;
    private LogWriter writer;
    private LogReader reader;
    private int left;

    /** Opens the broker, and fills the topic to read from. */
    @Setup
    public void open() throws IOException, ExecutionException, InterruptedException {
        broker = new BenchBroker("os");
        var log = new EmbeddedLog(broker.broker(), Set.of());
        log.topics().create("bench", 1, Map.of());
        log.topics().create("filled", 1, Map.of());
        writer = log.writer(new WriterSpec("bench", Optional.of("bench"), true, Map.of()));
        for (var batch = 0; batch < READ_BATCHES; batch++) {
            add("filled");
            writer.append().get();
        }
        reader = log.reader(new ReaderSpec("bench", Optional.empty(), true, 500, 1 << 20, Map.of()));
        reader.assign(Set.of(FILLED));
    }

    /** Waits for what is under way, then closes the broker. */
    @TearDown
    public void close() throws IOException {
        reader.close();
        writer.close();
        broker.close();
    }

    private void add(String topic) {
        for (var i = 0; i < RECORDS; i++) {
            writer.add(topic, LogWriter.ANY_PARTITION, -1, null, VALUE, List.of());
        }
    }

    /** A record of an append of 1000: partition, size check, and its place in the append that is then dropped. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int assembly() {
        add("bench");
        var added = writer.pending();
        writer.discard();
        return added;
    }

    /** A record of an append of 1000, from its bytes to the page cache, four appends under way. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void append() throws InterruptedException {
        inFlight.acquire();
        add("bench");
        var unused = writer.append().whenComplete((appended, failure) -> inFlight.release());
    }

    /** A record of a poll, from the page cache to its arrays. */
    @Benchmark
    @OperationsPerInvocation(500)
    public int read() {
        if (left == 0) {
            reader.seek(FILLED, 0);
            left = READ_BATCHES * RECORDS / 500;
        }
        left--;
        return reader.poll(Duration.ofSeconds(1)).size();
    }
}
