package io.leat.compatibility.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads of a consumer until something holds. */
public final class Polls {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Polls() {}

    /** Polls until so many records have come, and returns the values of all that came. */
    public static List<String> values(Consumer<String, String> consumer, int count) {
        var records = new ArrayList<String>();
        until(consumer, records, () -> records.size() >= count, count + " records");
        return records;
    }

    /** Polls until the condition holds, and returns the values that came meanwhile. */
    public static List<String> until(Consumer<String, String> consumer, BooleanSupplier condition, String expected) {
        var records = new ArrayList<String>();
        until(consumer, records, condition, expected);
        return records;
    }

    private static void until(
            Consumer<String, String> consumer, List<String> records, BooleanSupplier condition, String expected) {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain for " + expected + "; so far " + records);
            }
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
                records.add(record.value());
            }
        }
    }
}
