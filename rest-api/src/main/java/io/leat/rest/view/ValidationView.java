package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leat.runtime.ValidationResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of validating a connector configuration.
 *
 * @param warnings left out unless asked for: Kafka Connect's answer does not have them
 */
public record ValidationView(
        String name,
        int errorCount,
        List<String> groups,
        List<Config> configs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> warnings) {

    public static ValidationView of(ValidationResult result, boolean withWarnings) {
        return new ValidationView(
                result.name(),
                result.errorCount(),
                result.groups(),
                result.configs().stream().map(Config::of).toList(),
                withWarnings ? result.warnings() : null);
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
