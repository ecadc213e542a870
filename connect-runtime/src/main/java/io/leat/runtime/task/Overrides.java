package io.leat.runtime.task;

import java.util.HashMap;
import java.util.Map;

/** Client settings for a task: the worker's, under {@code producer.} or {@code consumer.}, then the connector's. */
final class Overrides {

    private static final String OVERRIDE = "override.";

    private Overrides() {}

    /** @param prefix {@code producer.} or {@code consumer.} */
    static Map<String, String> of(String prefix, Map<String, String> worker, Map<String, String> connector) {
        var settings = new HashMap<String, String>();
        copy(prefix, worker, settings);
        copy(prefix + OVERRIDE, connector, settings);
        return settings;
    }

    private static void copy(String prefix, Map<String, String> from, Map<String, String> to) {
        from.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                to.put(key.substring(prefix.length()), value);
            }
        });
    }
}
