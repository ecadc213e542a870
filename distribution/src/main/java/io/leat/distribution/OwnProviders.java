package io.leat.distribution;

import java.util.ArrayList;
import java.util.Map;

/**
 * The config providers that the log's settings may refer to: those on Leat's own class path, as Kafka's are. Kafka's parser
 * makes every provider that it is shown, and knows nothing of {@code plugin.path}; those in there are for connectors.
 */
final class OwnProviders {

    private static final String KEY = "config.providers";

    private OwnProviders() {}

    /** Takes all others out of settings. */
    static void keepIn(Map<String, String> settings) {
        var own = new ArrayList<String>();
        for (var name : settings.getOrDefault(KEY, "").split(",")) {
            if (isOwn(settings.getOrDefault(KEY + "." + name.strip() + ".class", "")
                    .strip())) {
                own.add(name.strip());
            }
        }
        if (own.isEmpty()) {
            settings.remove(KEY);
        } else {
            settings.put(KEY, String.join(",", own));
        }
    }

    private static boolean isOwn(String className) {
        return OwnProviders.class.getClassLoader().getResource(className.replace('.', '/') + ".class") != null;
    }
}
