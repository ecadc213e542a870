package io.leat.runtime.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * Which client settings a connector may set through {@code producer.override.}, {@code consumer.override.} and {@code
 * admin.override.}.
 */
public sealed interface OverridePolicy {

    OverridePolicy ALL = new All();

    /** Kafka Connect's names, short or as the class that a worker.properties names. */
    static OverridePolicy parse(String name, Collection<String> allowlist) {
        var simple = name.substring(name.lastIndexOf('.') + 1).replace("ConnectorClientConfigOverridePolicy", "");
        return switch (simple.toLowerCase(Locale.ROOT)) {
            case "all" -> ALL;
            case "none" -> new Only(Set.of());
            case "principal" -> new Only(Set.of("sasl.jaas.config", "sasl.mechanism", "security.protocol"));
            case "allowlist" -> new Only(Set.copyOf(allowlist));
            default -> throw new IllegalArgumentException("must be All, None, Principal or Allowlist, but is " + name);
        };
    }

    /** @param setting without the prefix */
    boolean allows(String setting);

    /** Any setting. */
    record All() implements OverridePolicy {
        @Override
        public boolean allows(String setting) {
            return true;
        }
    }

    /** These and no others. */
    record Only(Set<String> settings) implements OverridePolicy {
        @Override
        public boolean allows(String setting) {
            return settings.contains(setting);
        }
    }
}
