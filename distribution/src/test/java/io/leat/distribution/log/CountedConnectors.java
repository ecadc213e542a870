package io.leat.distribution.log;

import io.leat.connect.api.RecordSplitter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Connectors for numbers, and a transform that decides about each by the number alone, so that anyone can count again. */
final class CountedConnectors {

    static final String TOPIC = "numbers";
    static final int PARTITIONS = 3;

    private CountedConnectors() {}

    /** Gives the numbers up to {@code numbers}, each once, and then nothing more. */
    public static final class Source extends SourceConnector {

        @Override
        public String version() {
            return "1";
        }

        private Map<String, String> settings = Map.of();

        @Override
        public void start(Map<String, String> given) {
            settings = given;
        }

        @Override
        public Class<? extends Task> taskClass() {
            return SourceOfNumbers.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int most) {
            return List.of(settings);
        }

        @Override
        public void stop() {}

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }
    }

    public static final class SourceOfNumbers extends SourceTask {

        private static final Map<String, String> PARTITION = Map.of("of", "numbers");

        private final CountDownLatch stopped = new CountDownLatch(1);
        private long next;
        private long last;

        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> settings) {
            last = Long.parseLong(settings.get("numbers"));
            var offset = context.offsetStorageReader().offset(PARTITION);
            next = offset == null ? 0 : (long) offset.get("next");
        }

        @Override
        public List<SourceRecord> poll() throws InterruptedException {
            stopped.await(2, TimeUnit.MILLISECONDS);
            var records = new ArrayList<SourceRecord>();
            for (var i = 0; i < 1 + next % 40 && next < last; i++) {
                var number = next++;
                records.add(new SourceRecord(
                        PARTITION,
                        Map.of("next", next),
                        TOPIC,
                        (int) (number % PARTITIONS),
                        null,
                        null,
                        Schema.STRING_SCHEMA,
                        Long.toString(number)));
            }
            return records;
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }

    /** Vouches for a part of what it was given, as a sink does that sends in the background; reports some of it. */
    public static final class Sink extends SinkConnector {

        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> settings) {}

        @Override
        public Class<? extends Task> taskClass() {
            return SinkOfNumbers.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int most) {
            return Collections.nCopies(most, Map.of());
        }

        @Override
        public void stop() {}

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }
    }

    public static final class SinkOfNumbers extends SinkTask {

        private final Map<TopicPartition, Long> vouched = new HashMap<>();
        private long commits;

        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> settings) {}

        @Override
        public void open(Collection<TopicPartition> partitions) {
            vouched.keySet().removeAll(partitions);
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            for (var record : records) {
                if (isReported(number(record))) {
                    context.errantRecordReporter().report(record, new DataException("refused"));
                }
            }
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            var back = commits++ % 3 == 0 ? 0 : 1;
            offsets.forEach((p, given) -> vouched.merge(p, Math.max(0, given.offset() - back), Math::max));
            offsets.replaceAll((p, given) -> new OffsetAndMetadata(vouched.getOrDefault(p, 0L)));
            return offsets;
        }

        @Override
        public void stop() {}
    }

    /** Filters, splits in three, or fails on records, of a source and of a sink in different ways. */
    public static final class Decide<R extends ConnectRecord<R>> implements RecordSplitter<R> {

        @Override
        public List<R> split(R record) {
            var number = number(record);
            var shifted = record instanceof SinkRecord ? number + 1 : number;
            if (isFiltered(shifted)) {
                return List.of();
            }
            if (isFailed(shifted)) {
                throw new DataException("bad number");
            }
            return isSplit(shifted) ? List.of(record, record, record) : List.of(record);
        }

        @Override
        public R apply(R record) {
            return record;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {}
    }

    static boolean isFiltered(long number) {
        return number % 7 == 0;
    }

    static boolean isFailed(long number) {
        return number % 11 == 0 && !isFiltered(number);
    }

    static boolean isSplit(long number) {
        return number % 5 == 0 && !isFiltered(number) && !isFailed(number);
    }

    /** Reported by the sink, each piece of it. */
    static boolean isReported(long number) {
        return number % 13 == 0;
    }

    private static long number(ConnectRecord<?> record) {
        return Long.parseLong(String.valueOf(record.value()));
    }
}
