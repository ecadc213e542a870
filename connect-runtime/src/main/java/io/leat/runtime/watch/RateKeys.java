package io.leat.runtime.watch;

import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.config.ConfigException;

/** The settings that slow a connector down. */
public final class RateKeys {

    public static final String RECORDS = "rate.limit.records.per.second";
    public static final String BYTES = "rate.limit.bytes.per.second";

    private RateKeys() {}

    /**
     * @return empty for no limit
     * @throws ConfigException if it is no number from 1 on
     */
    public static OptionalLong rate(Map<String, String> connector, String key) {
        var text = connector.getOrDefault(key, "").strip();
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.matches("[1-9]\\d{0,15}")) {
            throw new ConfigException(key, text, "must be a number from 1 on; leave it out for no limit");
        }
        return OptionalLong.of(Long.parseLong(text));
    }
}
