package io.leat.bench;

import io.leat.broker.transaction.AtomicBatch;
import io.leat.broker.transaction.AtomicProducer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

/** What a source does: records and its position in one atomic, durable append. Building the batches is included. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class AtomicAppendBenchmark {
    private static final int RECORDS = 1000;
    private static final int RECORD_BYTES = 1024;
    private static final int IN_FLIGHT = 8;
    private static final TopicPartition DATA = new TopicPartition("data", 0);
    private static final TopicPartition POSITIONS = new TopicPartition("positions", 0);

    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private BenchBroker broker;
    private AtomicProducer producer;

    /** Opens the broker. */
    @Setup
    public void open() throws IOException {
        broker = new BenchBroker("fsync");
        broker.broker().topics().create("data", 1, Map.of());
        broker.broker().topics().create("positions", 1, Map.of());
        producer = broker.broker().producers().open("bench");
    }

    /** Waits for what is under way, then closes the broker. */
    @TearDown
    public void close() throws IOException {
        inFlight.acquireUninterruptibly(IN_FLIGHT);
        broker.close();
    }

    /** 1000 records of 1 KiB and one position, eight appends under way; records a second. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(RECORDS)
    public void pipelined() throws InterruptedException {
        inFlight.acquire();
        var unused = producer.append(batches(RECORDS)).whenComplete((appended, failure) -> inFlight.release());
    }

    /** One record and one position, one after the other; time until it is acknowledged. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public int single() throws ExecutionException, InterruptedException {
        return producer.append(batches(1)).get().size();
    }

    private static List<AtomicBatch> batches(int records) {
        return List.of(
                new AtomicBatch(DATA, BenchBroker.builder(records, RECORD_BYTES)),
                new AtomicBatch(POSITIONS, BenchBroker.builder(1, 100)));
    }
}
