package io.leat.bench;

import io.leat.broker.log.PartitionLog;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Appends of prebuilt batches to one partition. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class AppendBenchmark {
    private static final int RECORDS = 1000;
    private static final int RECORD_BYTES = 1024;
    private static final int IN_FLIGHT = 8;

    /** fsync: an append is acknowledged when the disk has it; os: when the page cache has it. */
    @Param({"fsync", "os"})
    public String durability = "fsync";

    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private BenchBroker broker;
    private PartitionLog log;
    private MemoryRecords batch;
    private MemoryRecords single;

    /** Opens the broker. */
    @Setup
    public void open() throws IOException {
        broker = new BenchBroker(durability);
        broker.broker().topics().create("bench", 1, Map.of());
        log = broker.broker().partition(new TopicPartition("bench", 0));
        batch = BenchBroker.batch(RECORDS, RECORD_BYTES);
        single = BenchBroker.batch(1, RECORD_BYTES);
    }

    /** Waits for what is under way, then closes the broker. */
    @TearDown
    public void close() throws IOException {
        inFlight.acquireUninterruptibly(IN_FLIGHT);
        broker.close();
    }

    /** 1000 records of 1 KiB a batch, eight batches under way; records a second. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(RECORDS)
    public void pipelined() throws InterruptedException {
        inFlight.acquire();
        var unused = log.append(batch, true).whenComplete((appended, failure) -> inFlight.release());
    }

    /** One record of 1 KiB, one after the other; time until it is acknowledged. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public long single() throws ExecutionException, InterruptedException {
        return log.append(single, true).get().baseOffset();
    }
}
