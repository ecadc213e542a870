package io.leat.runtime.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A configuration with its references filled in; it may hold secrets and goes to plugins only. */
public record ResolvedConfig(Map<String, String> values, Collection<String> secrets) {

    public ResolvedConfig {
        values = Map.copyOf(values);
        secrets = List.copyOf(secrets);
    }

    /** Hides what was filled in. */
    public SecretMask mask() {
        return SecretMask.of(secrets);
    }

    /** Without values. */
    @Override
    public String toString() {
        return "ResolvedConfig[" + values.keySet() + "]";
    }
}
