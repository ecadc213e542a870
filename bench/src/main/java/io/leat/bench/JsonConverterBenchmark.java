package io.leat.bench;

import io.leat.converters.FastJsonConverter;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
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
import org.openjdk.jmh.annotations.Warmup;

/** A row of ten fields to JSON and back: our converter beside Kafka's, with and without the schema in an envelope. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class JsonConverterBenchmark {

    private static final int ROWS = 1024;

    @Param({"leat", "kafka"})
    public String converter = "leat";

    @Param({"false", "true"})
    public String schemas = "false";

    private Converter tested = new FastJsonConverter();
    private final Struct[] rows = new Struct[ROWS];
    private final byte[][] documents = new byte[ROWS][];
    private int next;

    @Setup
    public void prepare() {
        tested = converter.equals("leat") ? new FastJsonConverter() : new JsonConverter();
        tested.configure(Map.of("schemas.enable", schemas), false);
        var random = new Random(42);
        for (int i = 0; i < ROWS; i++) {
            rows[i] = Rows.row(10_000_000L + i, random);
            documents[i] = tested.fromConnectData("rows", Rows.SCHEMA, rows[i]);
        }
    }

    @Benchmark
    public byte[] write() {
        return tested.fromConnectData("rows", Rows.SCHEMA, rows[next++ & (ROWS - 1)]);
    }

    @Benchmark
    public SchemaAndValue read() {
        return tested.toConnectData("rows", documents[next++ & (ROWS - 1)]);
    }
}
