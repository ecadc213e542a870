package io.leat.runtime.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/** Short forms of what the contract's tests do again and again. */
final class Probe {

    static final Duration SOON = Duration.ofMillis(200);
    private static final Duration LATEST = Duration.ofSeconds(20);

    private Probe() {}

    static String fresh(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    static String topic(Log log, int partitions) {
        return topic(log, partitions, Map.of());
    }

    static String topic(Log log, int partitions, Map<String, String> config) {
        var name = fresh("topic");
        log.topics().create(name, partitions, config);
        return name;
    }

    static LogWriter plain(Log log) {
        return log.writer(new WriterSpec("probe", Optional.empty(), true, Map.of()));
    }

    static LogWriter transactional(Log log, String id) {
        return log.writer(new WriterSpec("probe", Optional.of(id), true, Map.of()));
    }

    static LogReader member(Log log, String group) {
        return log.reader(new ReaderSpec("probe", Optional.of(group), true, 500, 1 << 20, Map.of()));
    }

    static LogReader loner(Log log, boolean fromBeginning) {
        return log.reader(new ReaderSpec("probe", Optional.empty(), fromBeginning, 500, 1 << 20, Map.of()));
    }

    static LogReader loner(Log log, OffsetReset reset) {
        return log.reader(new ReaderSpec("probe", Optional.empty(), reset, 500, 1 << 20, Map.of()));
    }

    static LogReader member(Log log, String group, OffsetReset reset) {
        return log.reader(new ReaderSpec("probe", Optional.of(group), reset, 500, 1 << 20, Map.of()));
    }

    static TopicSelection named(String... topics) {
        return new TopicSelection.Named(Set.of(topics));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(LogRecord record) {
        return new String(record.value(), UTF_8);
    }

    static void add(LogWriter writer, String topic, int partition, String... values) {
        for (var value : values) {
            writer.add(topic, partition, -1, null, bytes(value), List.of());
        }
    }

    static void write(Log log, String topic, int partition, String... values) {
        try (var writer = plain(log)) {
            add(writer, topic, partition, values);
            await(writer.append());
        }
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(LATEST.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The values of one partition, from its beginning to its end. */
    static List<String> values(Log log, String topic, int partition) {
        var at = new TopicPartition(topic, partition);
        try (var reader = loner(log, true)) {
            reader.assign(List.of(at));
            var values = new ArrayList<String>();
            pollUntil(reader, values, () -> reader.position(at) >= reader.endOffset(at));
            return values;
        }
    }

    /** Polls until that many values have come. */
    static List<String> take(LogReader reader, int count) {
        var values = new ArrayList<String>();
        pollUntil(reader, values, () -> values.size() >= count);
        return values;
    }

    private static void pollUntil(LogReader reader, Collection<String> values, BooleanSupplier done) {
        var deadline = System.nanoTime() + LATEST.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("After " + LATEST + " only " + values + " had come.");
            }
            reader.poll(SOON).forEach(record -> values.add(text(record)));
        }
    }

    /** Polls all readers in turn until the condition holds. */
    static void pollUntil(Collection<LogReader> readers, BooleanSupplier done) {
        var deadline = System.nanoTime() + LATEST.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not in " + LATEST);
            }
            readers.forEach(reader -> reader.poll(Duration.ofMillis(20)));
        }
    }

    /** Remembers what it was told. */
    static final class Assignments implements LogReader.AssignmentListener {

        final Set<TopicPartition> now = new LinkedHashSet<>();
        final List<String> events = new ArrayList<>();

        @Override
        public void assigned(Collection<TopicPartition> partitions) {
            now.addAll(partitions);
            events.add("+" + partitions);
        }

        @Override
        public void revoked(Collection<TopicPartition> partitions) {
            now.removeAll(partitions);
            events.add("-" + partitions);
        }
    }
}
