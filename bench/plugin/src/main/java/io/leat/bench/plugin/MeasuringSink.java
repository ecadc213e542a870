package io.leat.bench.plugin;

import io.leat.connect.api.SinkStart;
import io.leat.connect.api.SinkWriter;
import io.leat.connect.api.TypedSinkConnector;
import io.leat.connect.api.settings.Setting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Counts what arrives of a {@link MeasuredSource} and writes the figures when all has come. For one task. */
public final class MeasuringSink extends TypedSinkConnector<MeasuringSink.Settings> {

    public MeasuringSink() {
        super(Settings.class);
    }

    record Settings(
            @Setting(doc = "Number of records to wait for.", defaultValue = "1000000")
            long records,

            @Setting(doc = "Records at the beginning that count for no latency.", defaultValue = "0")
            long warmup,

            @Setting(doc = "File for the figures, one line of JSON.")
            Path figures) {}

    @Override
    protected SinkWriter open(Settings settings, SinkStart start) {
        return new Writer(settings);
    }

    private static final class Writer implements SinkWriter {
        private final Settings settings;
        private final long[] micros;
        private long count;
        private long expected;
        private long outOfOrder;
        private long firstMade;

        Writer(Settings settings) {
            this.settings = settings;
            this.micros = new long[(int) Math.max(0, settings.records - settings.warmup)];
        }

        @Override
        public void put(Collection<SinkRecord> records) throws IOException {
            long now = System.nanoTime();
            for (var record : records) {
                take(record.value(), now);
            }
            if (!records.isEmpty() && count == settings.records) {
                Files.writeString(settings.figures, figures(now));
            }
        }

        private void take(Object value, long now) {
            long number;
            long made;
            if (value instanceof byte[] bytes) {
                var buffer = ByteBuffer.wrap(bytes);
                number = buffer.getLong();
                made = buffer.getLong();
            } else {
                number = field((Map<?, ?>) value, "number");
                made = field((Map<?, ?>) value, "nanos");
            }
            if (number != expected) {
                outOfOrder++;
            }
            expected = number + 1;
            firstMade = count == 0 ? made : firstMade;
            if (count >= settings.warmup && count < settings.records) {
                micros[(int) (count - settings.warmup)] = (now - made) / 1000;
            }
            count++;
        }

        private static long field(Map<?, ?> row, String name) {
            return row.get(name) instanceof Number number ? number.longValue() : -1;
        }

        private String figures(long now) {
            Arrays.sort(micros);
            double seconds = (now - firstMade) / 1e9;
            return "{\"records\":%d,\"seconds\":%.3f,\"records_per_s\":%.0f,\"out_of_order\":%d,\"p50_us\":%d,\"p99_us\":%d}%n"
                    .formatted(count, seconds, count / seconds, outOfOrder, quantile(0.5), quantile(0.99));
        }

        private long quantile(double share) {
            return micros.length == 0 ? 0 : micros[(int) (share * (micros.length - 1))];
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
            return current;
        }
    }
}
