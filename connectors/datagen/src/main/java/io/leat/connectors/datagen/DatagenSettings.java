package io.leat.connectors.datagen;

import io.leat.connect.api.settings.ByteSize;
import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import io.leat.connectors.delivery.FieldPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * What to generate. The aliases are the names of Confluent's generator, so its configurations work as far as they use a
 * record set that both have.
 */
public record DatagenSettings(
        @Setting(doc = "Topic to write to.", aliases = "kafka.topic", importance = Importance.HIGH, group = "Records")
        String topic,

        @Setting(
                doc = "Which records to make.",
                defaultValue = "users",
                importance = Importance.HIGH,
                group = "Records")
        Quickstart quickstart,

        @Setting(
                doc =
                        "The form of records that have fields: map (without schema), struct (with schema) or json (text).",
                defaultValue = "map",
                group = "Records")
        ValueForm valueForm,

        @Setting(
                name = "key",
                doc = "Field whose text becomes the record's key, nested ones by dots; no key unless given.",
                aliases = "schema.keyfield",
                group = "Records")
        Optional<String> keyField,

        @Setting(
                name = "bytes.per.record",
                doc = "Size that records are filled up to; measured as JSON for records that have fields.",
                max = 100_000_000,
                group = "Records")
        Optional<ByteSize> bytesPerRecord,

        @Setting(
                doc = "Records of equal number, task and seed are equal.",
                defaultValue = "0",
                importance = Importance.LOW,
                group = "Records")
        long seed,

        @Setting(
                doc = "Time of the first event; the others follow at the rate. ISO 8601.",
                defaultValue = "2026-01-01T00:00:00Z",
                importance = Importance.LOW,
                group = "Records")
        StartTime startTime,

        @Setting(
                doc = "Records that each task makes before it rests; -1 never rests.",
                aliases = "iterations",
                defaultValue = "-1",
                min = -1,
                group = "Rate")
        long records,

        @Setting(
                doc =
                        "Records per second of all tasks together; 0 for as fast as possible. 10 unless max.interval is given.",
                min = 0,
                max = 1e9,
                group = "Rate")
        Optional<Double> ratePerSecond,

        @Setting(
                name = "max.interval",
                doc = "Greatest time between two records of a task in milliseconds; half of it on average.",
                min = 1,
                importance = Importance.LOW,
                group = "Rate")
        Optional<Duration> maxInterval,

        @Setting(
                doc = "Most records that one poll returns.",
                defaultValue = "1000",
                min = 1,
                max = 100_000,
                group = "Rate")
        int maxBatchSize,

        @Setting(
                doc = "Longest time that a poll waits for a record to be due.",
                defaultValue = "500 ms",
                min = 1,
                max = 10_000,
                importance = Importance.LOW,
                group = "Rate")
        Duration pollLinger) {

    private static final double DEFAULT_RATE = 10;

    /** The forms of a record with fields. */
    public enum ValueForm {
        MAP,
        STRUCT,
        JSON
    }

    public DatagenSettings {
        new Problems()
                .check(
                        ratePerSecond.isEmpty() || maxInterval.isEmpty(),
                        "max.interval",
                        "cannot be given together with rate.per.second")
                .check(
                        keyField.isEmpty() || hasField(quickstart, keyField.get()),
                        "key",
                        "is no field of " + fieldsOf(quickstart))
                .throwIfAny();
    }

    /** Records per second of one task; 0 for no limit. */
    double rateOfTask(int tasks) {
        return maxInterval
                .map(interval -> 2_000.0 / interval.toMillis())
                .orElseGet(() -> ratePerSecond.orElse(DEFAULT_RATE) / tasks);
    }

    private static boolean hasField(Quickstart quickstart, String path) {
        return FieldPath.find(sample(quickstart), path).flatMap(FieldPath::text).isPresent();
    }

    private static String fieldsOf(Quickstart quickstart) {
        return sample(quickstart) instanceof Map<?, ?> fields
                ? "these records that is a text, number or boolean; they have " + fields.keySet()
                : "these records: they are lines of text";
    }

    private static Object sample(Quickstart quickstart) {
        return quickstart.records().value(new Dice(0, 0, 0), 0, Instant.EPOCH);
    }
}
