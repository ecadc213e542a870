package io.leat.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * How the ledger is kept.
 *
 * @param enabled whether anything is counted
 * @param topic that holds it, compacted
 * @param partitions of a new topic
 * @param window how long a time window is
 * @param retention how long windows are kept; totals are kept for good
 */
public record LedgerSettings(boolean enabled, String topic, int partitions, Duration window, Duration retention) {

    private static final String ENABLE = "ledger.enable";
    public static final String TOPIC = "ledger.storage.topic";
    private static final String PARTITIONS = "ledger.storage.partitions";
    private static final String WINDOW = "ledger.window.ms";
    private static final String RETENTION = "ledger.retention.ms";

    /** Adds the keys to the definition of the worker's. */
    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        ENABLE,
                        BOOLEAN,
                        true,
                        MEDIUM,
                        "Whether the delivery ledger counts what becomes of each record.")
                .define(
                        TOPIC,
                        STRING,
                        "leat-connect-ledger",
                        new NonEmptyString(),
                        LOW,
                        "Topic of the delivery ledger.")
                .define(PARTITIONS, INT, 5, Range.between(1, 1000), LOW, "Partitions of a new topic of the ledger.")
                .define(
                        WINDOW,
                        LONG,
                        Duration.ofMinutes(5).toMillis(),
                        Range.atLeast(1_000),
                        LOW,
                        "Length of the ledger's time windows.")
                .define(
                        RETENTION,
                        LONG,
                        Duration.ofDays(1).toMillis(),
                        Range.atLeast(1_000),
                        LOW,
                        "How long the ledger's time windows are kept; totals are kept for good.");
    }

    static LedgerSettings of(Map<String, Object> values) {
        return new LedgerSettings(
                (boolean) value(values, ENABLE),
                value(values, TOPIC).toString(),
                (int) value(values, PARTITIONS),
                Duration.ofMillis((long) value(values, WINDOW)),
                Duration.ofMillis((long) value(values, RETENTION)));
    }

    private static Object value(Map<String, Object> values, String key) {
        var value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("No value for " + key + ", which has a default");
        }
        return value;
    }
}
