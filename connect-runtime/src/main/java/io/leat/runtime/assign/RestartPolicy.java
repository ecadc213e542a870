package io.leat.runtime.assign;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How what has failed is started again by itself: a connector's {@code errors.restart.*} settings.
 *
 * @param enabled false: what has failed stays so until somebody restarts it
 * @param firstDelay before the first restart; each further one in a row waits twice as long
 * @param longestDelay up to which the delay grows; what has run for that long counts as healed
 * @param budget at most so many restarts within the window; further ones wait until there is room
 * @param window over which the budget holds
 */
public record RestartPolicy(boolean enabled, Duration firstDelay, Duration longestDelay, int budget, Duration window) {

    public static final String ENABLE = "errors.restart.enable";
    public static final String FIRST_DELAY = "errors.restart.delay.initial.ms";
    public static final String LONGEST_DELAY = "errors.restart.delay.max.ms";
    public static final String BUDGET = "errors.restart.budget";
    public static final String WINDOW = "errors.restart.budget.window.ms";

    private static final ConfigDef SETTINGS = new ConfigDef()
            .define(ENABLE, Type.BOOLEAN, true, Importance.LOW, "")
            .define(FIRST_DELAY, Type.LONG, 5_000L, ConfigDef.Range.atLeast(1), Importance.LOW, "")
            .define(LONGEST_DELAY, Type.LONG, 300_000L, ConfigDef.Range.atLeast(1), Importance.LOW, "")
            .define(BUDGET, Type.INT, 20, ConfigDef.Range.atLeast(1), Importance.LOW, "")
            .define(WINDOW, Type.LONG, 3_600_000L, ConfigDef.Range.atLeast(1), Importance.LOW, "");

    private static final int MOST_DOUBLINGS = 20;

    public RestartPolicy {
        longestDelay = longestDelay.compareTo(firstDelay) < 0 ? firstDelay : longestDelay;
    }

    /** @throws org.apache.kafka.common.config.ConfigException naming the key of a wrong value */
    public static RestartPolicy of(Map<String, String> connectorConfig) {
        var values = new AbstractConfig(SETTINGS, connectorConfig, false);
        return new RestartPolicy(
                values.getBoolean(ENABLE),
                Duration.ofMillis(values.getLong(FIRST_DELAY)),
                Duration.ofMillis(values.getLong(LONGEST_DELAY)),
                values.getInt(BUDGET),
                Duration.ofMillis(values.getLong(WINDOW)));
    }

    /** The delay before one of several restarts in a row, counted from 0. */
    Duration delay(int restartsInARow) {
        var doubled = firstDelay.multipliedBy(1L << Math.min(restartsInARow, MOST_DOUBLINGS));
        return doubled.compareTo(longestDelay) < 0 ? doubled : longestDelay;
    }
}
