package io.leat.runtime.config;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration with its references filled in; it may hold secrets and goes to plugins only.
 *
 * @param references what each reference stands for, by the reference as it is written
 * @param timeToLive after which the references may stand for something else; empty if they never do
 */
public record ResolvedConfig(
        Map<String, String> values, Map<String, String> references, Optional<Duration> timeToLive) {

    /** Shorter values occur by chance, and hiding them would hide nothing. */
    private static final int LONG_ENOUGH = 4;

    public ResolvedConfig {
        values = Map.copyOf(values);
        references = Map.copyOf(references);
    }

    ResolvedConfig(Map<String, String> values, Map<String, String> references) {
        this(values, references, Optional.empty());
    }

    Collection<String> secrets() {
        return references.values();
    }

    /**
     * Puts references back where a plugin has copied what they stand for, as connectors do into the configurations of
     * their tasks, so that these can be stored and shown.
     */
    public Map<String, String> hideIn(Map<String, String> derived) {
        var hidden = new LinkedHashMap<String, String>();
        derived.forEach((key, value) -> hidden.put(key, hideIn(value)));
        return hidden;
    }

    private String hideIn(String value) {
        var hidden = value;
        for (var reference : references.entrySet()) {
            var secret = reference.getValue();
            if (hidden.equals(secret)) {
                return reference.getKey();
            }
            if (secret.length() >= LONG_ENOUGH) {
                hidden = hidden.replace(secret, reference.getKey());
            }
        }
        return hidden;
    }

    /** Without values. */
    @Override
    public String toString() {
        return "ResolvedConfig[" + values.keySet() + "]";
    }
}
