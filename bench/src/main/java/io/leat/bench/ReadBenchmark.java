package io.leat.bench;

import io.leat.broker.log.Isolation;
import io.leat.broker.log.PartitionLog;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Reads of committed records out of the page cache, each about 1 MiB: a batch of 1000 records of 1 KiB. */
@State(Scope.Benchmark)
@Fork(1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadBenchmark {
    private static final int BATCHES = 200;
    private static final int RECORDS = 1000;
    private static final int MAX_BYTES = 1 << 20;

    private BenchBroker broker;
    private PartitionLog log;
    private long offset;

    /** Opens the broker and fills a partition. */
    @Setup
    public void open() throws IOException, ExecutionException, InterruptedException {
        broker = new BenchBroker("os");
        broker.broker().topics().create("bench", 1, Map.of());
        log = broker.broker().partition(new TopicPartition("bench", 0));
        for (var batch = 0; batch < BATCHES; batch++) {
            log.append(BenchBroker.batch(RECORDS, 1024), true).get();
        }
    }

    /** Closes the broker. */
    @TearDown
    public void close() throws IOException {
        broker.close();
    }

    /** Every record looked at; batches of 1000 records a second. */
    @Benchmark
    public void records(Blackhole sink) {
        var fetched = log.read(offset, MAX_BYTES, Isolation.READ_COMMITTED);
        for (var batch : fetched.committedBatches()) {
            for (var record : batch) {
                sink.consume(record.value());
            }
        }
        goOn(fetched.nextOffset());
    }

    /** The slice of the file only, as it would be sent to a client; batches of 1000 records a second. */
    @Benchmark
    public int slice() {
        var fetched = log.read(offset, MAX_BYTES, Isolation.READ_COMMITTED);
        goOn(offset + RECORDS);
        return fetched.records().sizeInBytes();
    }

    private void goOn(long next) {
        offset = next >= log.highWatermark() ? 0 : next;
    }
}
