package io.leat.distribution.log;

import io.leat.broker.transaction.LongTransactions;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * How long a writer's transaction may be open: what {@code transaction.timeout.ms} says, else as long as the process
 * lives. The one minute of Kafka's clients would end transactions by interval or by a connector that take longer; it is
 * there because a broker does not know whether its client is alive, which this one does.
 */
final class TransactionTimeout {

    private static final String KEY = "transaction.timeout.ms";

    private TransactionTimeout() {}

    /** Milliseconds. */
    static int of(Map<String, String> overrides) {
        var text = overrides.get(KEY);
        if (text == null) {
            return LongTransactions.UNTIL_RESTART;
        }
        try {
            var millis = Integer.parseInt(text.strip());
            if (millis > 0) {
                return millis;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(KEY, text, "must be a number of milliseconds");
        }
        throw new ConfigException(KEY, text, "must be at least 1");
    }
}
