package io.leat.runtime.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which client settings a connector may set through {@code producer.override.}, {@code consumer.override.} and {@code
 * admin.override.}, as the worker's configuration says; {@link OverrideChecks} applies it.
 */
public sealed interface OverridePolicy {

    OverridePolicy ALL = new All();

    /**
     * Kafka Connect's names, short or as the class that a worker.properties names; anything else is a plugin's.
     *
     * @param given all of the worker's settings, which a plugin is configured with
     */
    static OverridePolicy parse(String name, Collection<String> allowlist, Map<String, String> given) {
        return switch (shortName(name).toLowerCase(Locale.ROOT)) {
            case "all" -> ALL;
            case "none" -> new Only(Set.of());
            case "principal" -> new Only(Set.of("sasl.jaas.config", "sasl.mechanism", "security.protocol"));
            case "allowlist" -> new Only(Set.copyOf(allowlist));
            default -> new Installed(name, given);
        };
    }

    private static String shortName(String name) {
        var kafkas = "org.apache.kafka.connect.connector.policy.";
        var simple = name.startsWith(kafkas) ? name.substring(kafkas.length()) : name;
        return simple.replace("ConnectorClientConfigOverridePolicy", "");
    }

    /** Any setting. */
    record All() implements OverridePolicy {}

    /** These and no others, without the prefix. */
    record Only(Set<String> settings) implements OverridePolicy {}

    /** What a plugin allows. */
    record Installed(String className, Map<String, String> given) implements OverridePolicy {

        public Installed {
            given = Map.copyOf(given);
        }

        /** Without what was given: it may hold credentials. */
        @Override
        public String toString() {
            return "Installed[" + className + "]";
        }
    }
}
