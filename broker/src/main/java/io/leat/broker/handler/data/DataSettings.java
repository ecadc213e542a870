package io.leat.broker.handler.data;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Limits of serving records, under Kafka's broker keys.
 *
 * @param fetchMaxBytes most bytes of records in the answer to a Fetch, but at least one batch
 * @param sessionSlots incremental fetch sessions that are remembered
 */
public record DataSettings(int fetchMaxBytes, int sessionSlots) {
    private static final String FETCH_MAX_BYTES = "fetch.max.bytes";
    private static final String SESSION_SLOTS = "max.incremental.fetch.session.cache.slots";

    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        FETCH_MAX_BYTES,
                        Type.INT,
                        55 << 20,
                        atLeast(1024),
                        MEDIUM,
                        "Most bytes of records in the answer to one fetch request; at least one batch is sent.")
                .define(
                        SESSION_SLOTS,
                        Type.INT,
                        1000,
                        atLeast(0),
                        LOW,
                        "Incremental fetch sessions that are remembered; consumers beyond that fetch without one.");
    }

    public static DataSettings of(AbstractConfig values) {
        return new DataSettings(values.getInt(FETCH_MAX_BYTES), values.getInt(SESSION_SLOTS));
    }
}
