package io.leat.rest.view;

import io.leat.runtime.ValidationResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of validating a connector configuration. */
public record ValidationView(String name, int errorCount, List<String> groups, List<Config> configs) {

    public static ValidationView of(ValidationResult result) {
        return new ValidationView(
                result.name(),
                result.errorCount(),
                result.groups(),
                result.configs().stream().map(Config::of).toList());
    }

    /** @param definition null for a key that no definition names */
    public record Config(@Nullable ConfigKeyView definition, Value value) {

        static Config of(ValidationResult.Entry entry) {
            return new Config(
                    entry.definition().map(ConfigKeyView::of).orElse(null),
                    new Value(
                            entry.name(),
                            entry.value().orElse(null),
                            entry.recommendedValues(),
                            entry.errors(),
                            entry.visible()));
        }
    }

    /** The value given for a setting and what is wrong with it. */
    public record Value(
            String name,
            @Nullable String value,
            List<String> recommendedValues,
            List<String> errors,
            boolean visible) {}
}
