package io.leat.rest.view;

import io.leat.runtime.ConfigKeyInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The definition of one setting; {@code default_value} and {@code group} are written even when null. */
public record ConfigKeyView(
        String name,
        String type,
        boolean required,
        @Nullable String defaultValue,
        String importance,
        String documentation,
        @Nullable String group,
        int orderInGroup,
        String width,
        String displayName,
        List<String> dependents) {

    public static ConfigKeyView of(ConfigKeyInfo key) {
        return new ConfigKeyView(
                key.name(),
                key.type(),
                key.required(),
                key.defaultValue().orElse(null),
                key.importance(),
                key.documentation(),
                key.group().orElse(null),
                key.orderInGroup(),
                key.width(),
                key.displayName(),
                key.dependents());
    }
}
