package io.leat.bench.plugin;

import io.leat.connect.api.SourceReader;
import io.leat.connect.api.SourceStart;
import io.leat.connect.api.TypedSourceConnector;
import io.leat.connect.api.settings.Setting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes a number of records, as fast as it is polled or at a rate. */
public final class MeasuredSource extends TypedSourceConnector<MeasuredSource.Settings, MeasuredSource.Position> {

    private static final Map<String, Integer> PARTITION = Map.of("source", 0);
    private static final Schema ROW = SchemaBuilder.struct()
            .name("io.leat.bench.Row")
            .field("number", Schema.INT64_SCHEMA)
            .field("nanos", Schema.INT64_SCHEMA)
            .field("user", Schema.STRING_SCHEMA)
            .field("mail", Schema.STRING_SCHEMA)
            .field("country", Schema.STRING_SCHEMA)
            .field("amount", Schema.FLOAT64_SCHEMA)
            .field("count", Schema.INT32_SCHEMA)
            .field("active", Schema.BOOLEAN_SCHEMA)
            .field("score", Schema.FLOAT32_SCHEMA)
            .field("remark", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    public MeasuredSource() {
        super(Settings.class, Position.class);
    }

    /** What a record's value is. */
    enum Form {
        BYTES,
        JSON
    }

    record Settings(
            @Setting(doc = "Topic to write to.") String topic,

            @Setting(doc = "Number of records.", defaultValue = "1000000")
            long records,

            @Setting(doc = "Records a poll.", defaultValue = "1000")
            int batchRecords,

            @Setting(doc = "Bytes of a record in the form bytes.", defaultValue = "1024")
            int recordBytes,

            @Setting(doc = "bytes, or json for a row of ten fields.", defaultValue = "bytes")
            Form form,

            @Setting(doc = "Records per second; 0 for as many as possible.", defaultValue = "0")
            int rate) {}

    record Position(long next) {}

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    protected SourceReader open(Settings settings, SourceStart<Position> start) {
        long next = start.offset(PARTITION).map(Position::next).orElse(0L);
        return new Reader(settings, start, next);
    }

    private static final class Reader implements SourceReader {
        private static final long IDLE_NANOS = 20_000_000;

        private final Settings settings;
        private final SourceStart<Position> start;
        private final long first;
        private final long began = System.nanoTime();
        private long next;

        Reader(Settings settings, SourceStart<Position> start, long next) {
            this.settings = settings;
            this.start = start;
            this.first = next;
            this.next = next;
        }

        @Override
        public List<SourceRecord> poll() {
            long most = Math.min(settings.batchRecords, settings.records - next);
            long due = settings.rate == 0 ? most : Math.min(most, due());
            if (due <= 0) {
                LockSupport.parkNanos(most <= 0 ? IDLE_NANOS : Math.max(1, planned(next) - System.nanoTime()));
                return List.of();
            }
            var records = new ArrayList<SourceRecord>((int) due);
            for (long i = 0; i < due; i++) {
                records.add(record(next, settings.rate == 0 ? System.nanoTime() : planned(next)));
                next++;
            }
            return records;
        }

        private long planned(long number) {
            return began + (long) ((number - first) * 1e9 / settings.rate);
        }

        private long due() {
            return (long) ((System.nanoTime() - began) * (double) settings.rate / 1e9) + 1 - (next - first);
        }

        private SourceRecord record(long number, long nanos) {
            boolean json = settings.form == Form.JSON;
            return new SourceRecord(
                    PARTITION,
                    start.encode(new Position(number + 1)),
                    settings.topic,
                    null,
                    json ? ROW : Schema.BYTES_SCHEMA,
                    json ? row(number, nanos) : bytes(number, nanos));
        }

        private byte[] bytes(long number, long nanos) {
            var value = new byte[settings.recordBytes];
            ByteBuffer.wrap(value).putLong(number).putLong(nanos);
            return value;
        }

        private static Struct row(long number, long nanos) {
            return new Struct(ROW)
                    .put("number", number)
                    .put("nanos", nanos)
                    .put("user", "user-" + number % 100_000)
                    .put("mail", "user-" + number % 1_000 + "@example.org")
                    .put("country", "DE")
                    .put("amount", (number % 1_000_000) / 100.0)
                    .put("count", (int) (number % 50))
                    .put("active", (number & 1) == 0)
                    .put("score", (number % 10) / 2.0f)
                    .put("remark", "a remark of some thirty letters");
        }
    }
}
