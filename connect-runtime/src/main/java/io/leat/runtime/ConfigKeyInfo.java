package io.leat.runtime;

import java.util.List;
import java.util.Optional;

/** The definition of one setting, as Kafka Connect's REST API shows it; enums are carried by name. */
public record ConfigKeyInfo(
        String name,
        String type,
        boolean required,
        Optional<String> defaultValue,
        String importance,
        String documentation,
        Optional<String> group,
        int orderInGroup,
        String width,
        String displayName,
        List<String> dependents) {

    public ConfigKeyInfo {
        dependents = List.copyOf(dependents);
    }
}
