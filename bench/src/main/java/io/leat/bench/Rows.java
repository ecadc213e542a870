package io.leat.bench;

import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The row of ten fields that all benchmarks of JSON use. */
final class Rows {

    static final Schema SCHEMA = SchemaBuilder.struct()
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

    private static final String[] COUNTRIES = {"AT", "BR", "CA", "DE", "FR", "IN", "JP", "NO"};

    private Rows() {}

    static Struct row(long number, Random random) {
        return new Struct(SCHEMA)
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
}
