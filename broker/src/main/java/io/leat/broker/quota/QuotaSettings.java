package io.leat.broker.quota;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Over what time rates are measured; Kafka's keys.
 *
 * @param windows how many windows are kept
 * @param window the length of one
 */
public record QuotaSettings(int windows, Duration window) {
    private static final String NUM = "quota.window.num";
    private static final String SECONDS = "quota.window.size.seconds";

    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(NUM, Type.INT, 11, atLeast(2), LOW, "Windows over which the rates of clients are measured.")
                .define(SECONDS, Type.INT, 1, atLeast(1), LOW, "Seconds of such a window.");
    }

    public static QuotaSettings of(AbstractConfig values) {
        return new QuotaSettings(values.getInt(NUM), Duration.ofSeconds(values.getInt(SECONDS)));
    }
}
