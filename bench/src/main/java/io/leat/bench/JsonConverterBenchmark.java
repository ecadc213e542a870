package io.leat.bench;

import io.leat.converters.FastJsonConverter;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
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
    private static final String[] COUNTRIES = {"AT", "BR", "CA", "DE", "FR", "IN", "JP", "NO"};
    private static final Schema ROW = SchemaBuilder.struct()
            .name("io.leat.bench.Row")
            .field("id", Schema.INT64_SCHEMA)
            .field("emit_us", Schema.INT64_SCHEMA)
            .field("customer", Schema.STRING_SCHEMA)
            .field("email", Schema.STRING_SCHEMA)
            .field("country", Schema.STRING_SCHEMA)
            .field("amount", Schema.FLOAT64_SCHEMA)
            .field("quantity", Schema.INT32_SCHEMA)
            .field("active", Schema.BOOLEAN_SCHEMA)
            .field("rating", Schema.FLOAT32_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

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
            rows[i] = row(10_000_000L + i, random);
            documents[i] = tested.fromConnectData("rows", ROW, rows[i]);
        }
    }

    private static Struct row(long number, Random random) {
        return new Struct(ROW)
                .put("id", number)
                .put("emit_us", 1_790_000_000_000_000L + number)
                .put("customer", "customer-" + number % 100_000)
                .put("email", text(random, 12) + "@example.org")
                .put("country", COUNTRIES[(int) (number & 7)])
                .put("amount", random.nextInt(1_000_000) / 100.0)
                .put("quantity", (int) (number % 50))
                .put("active", (number & 1) == 0)
                .put("rating", (number % 10) / 2.0f)
                .put("note", text(random, 30));
    }

    private static String text(Random random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }

    @Benchmark
    public byte[] write() {
        return tested.fromConnectData("rows", ROW, rows[next++ & (ROWS - 1)]);
    }

    @Benchmark
    public SchemaAndValue read() {
        return tested.toConnectData("rows", documents[next++ & (ROWS - 1)]);
    }
}
