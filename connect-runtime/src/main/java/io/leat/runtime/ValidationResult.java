package io.leat.runtime;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of validating a connector configuration: every setting with its definition, value and errors.
 *
 * @param warnings sentences about what is probably meant otherwise, but stops nothing
 */
public record ValidationResult(
        String name, int errorCount, List<String> groups, List<Entry> configs, List<String> warnings) {

    public ValidationResult {
        groups = List.copyOf(groups);
        configs = List.copyOf(configs);
        warnings = List.copyOf(warnings);
    }

    /** @param definition absent for keys that no definition names */
    public record Entry(
            Optional<ConfigKeyInfo> definition,
            String name,
            Optional<String> value,
            List<String> recommendedValues,
            List<String> errors,
            boolean visible) {

        public Entry {
            recommendedValues = List.copyOf(recommendedValues);
            errors = List.copyOf(errors);
        }
    }
}
