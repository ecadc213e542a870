package io.leat.distribution.log;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** A number among the settings of a writer or reader. */
final class PositiveNumber {

    private PositiveNumber() {}

    /** @throws ConfigException naming the key, if it is no number or below 1 */
    static int of(Map<String, String> settings, String key, int otherwise) {
        return from(1, settings, key, otherwise);
    }

    /** @throws ConfigException naming the key, if it is no number or below the least */
    static int from(int least, Map<String, String> settings, String key, int otherwise) {
        var text = settings.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(text.strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(key, text, "must be a number");
        }
        throw new ConfigException(key, text, "must be at least " + least);
    }
}
