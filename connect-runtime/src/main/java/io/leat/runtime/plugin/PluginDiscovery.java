package io.leat.runtime.plugin;

import java.util.Locale;

/** Kafka Connect's {@code plugin.discovery}: whether plugins are found by their service files, by a scan, or both. */
public enum PluginDiscovery {
    ONLY_SCAN,
    SERVICE_LOAD,
    HYBRID_WARN,
    HYBRID_FAIL;

    /** @throws IllegalArgumentException for any other name */
    public static PluginDiscovery parse(String name) {
        return valueOf(name.trim().toUpperCase(Locale.ROOT));
    }

    boolean scans() {
        return this != SERVICE_LOAD;
    }
}
