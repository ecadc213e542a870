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
 * @param mutationsSaved of how long a client that makes and deletes no partitions may save what it does not use
 */
public record QuotaSettings(int windows, Duration window, Duration mutationsSaved) {
    private static final String NUM = "quota.window.num";
    private static final String SECONDS = "quota.window.size.seconds";
    private static final String MUTATIONS_NUM = "controller.quota.window.num";
    private static final String MUTATIONS_SECONDS = "controller.quota.window.size.seconds";

    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(NUM, Type.INT, 11, atLeast(2), LOW, "Windows over which the rates of clients are measured.")
                .define(SECONDS, Type.INT, 1, atLeast(1), LOW, "Seconds of such a window.")
                .define(
                        MUTATIONS_NUM,
                        Type.INT,
                        11,
                        atLeast(1),
                        LOW,
                        "Windows of which clients may save what their controller_mutation_rate has left.")
                .define(MUTATIONS_SECONDS, Type.INT, 1, atLeast(1), LOW, "Seconds of such a window.");
    }

    public static QuotaSettings of(AbstractConfig values) {
        return new QuotaSettings(
                values.getInt(NUM),
                Duration.ofSeconds(values.getInt(SECONDS)),
                Duration.ofSeconds(values.getInt(MUTATIONS_SECONDS)).multipliedBy(values.getInt(MUTATIONS_NUM)));
    }
}
