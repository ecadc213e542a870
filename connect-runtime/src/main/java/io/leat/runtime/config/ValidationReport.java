package io.leat.runtime.config;

import io.leat.runtime.ValidationResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Collects definitions, values and errors from the parties of a validation and shows them without secrets: a value with a
 * reference is shown as configured, a secret not at all, and no error repeats either.
 */
final class ValidationReport {

    private final Map<String, String> configured;
    private final ResolvedConfig resolved;
    private final Map<String, ConfigKey> definitions = new LinkedHashMap<>();
    private final Map<String, ConfigValue> values = new LinkedHashMap<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> classKeys = new LinkedHashSet<>();

    ValidationReport(Map<String, String> configured, ResolvedConfig resolved) {
        this.configured = configured;
        this.resolved = resolved;
    }

    void define(ConfigDef def, Set<String> classKeys) {
        definitions.putAll(def.configKeys());
        groups.addAll(def.groups());
        this.classKeys.addAll(classKeys);
    }

    /** Values as Kafka's parser or a connector leaves them; those of an earlier party give way, its errors stay. */
    void add(Collection<ConfigValue> found, String prefix) {
        for (var value : found) {
            var name = prefix + value.name();
            var merged =
                    new ConfigValue(name, value.value(), new ArrayList<>(value.recommendedValues()), errorsSoFar(name));
            merged.visible(value.visible());
            value.errorMessages().stream()
                    .filter(error -> !merged.errorMessages().contains(error))
                    .forEach(merged::addErrorMessage);
            values.put(name, merged);
        }
    }

    void add(Problem problem) {
        values.computeIfAbsent(problem.key(), ConfigValue::new).addErrorMessage(problem.message());
    }

    /** @param message names no value, only keys */
    void warn(String message) {
        warnings.add(message);
    }

    Set<String> defined() {
        return definitions.keySet();
    }

    boolean hasErrors(String key) {
        return values.containsKey(key) && !values.get(key).errorMessages().isEmpty();
    }

    ValidationResult result(String name) {
        var keys = secretKeys();
        var mask = keys.mask(resolved);
        var entries = new ArrayList<ValidationResult.Entry>();
        values.forEach((key, value) -> {
            if (!definitions.containsKey(key) && !value.errorMessages().isEmpty()) {
                entries.add(entry(Optional.empty(), value, keys, mask));
            }
        });
        definitions.forEach((key, definition) -> entries.add(
                entry(Optional.of(definition), values.getOrDefault(key, new ConfigValue(key)), keys, mask)));
        var errors = entries.stream().mapToInt(entry -> entry.errors().size()).sum();
        return new ValidationResult(name, errors, List.copyOf(groups), entries, warnings);
    }

    /** By what has been defined so far. */
    boolean isSecret(String key) {
        return secretKeys().isSecret(key);
    }

    private SecretKeys secretKeys() {
        return SecretKeys.of(definitions.values());
    }

    private ValidationResult.Entry entry(
            Optional<ConfigKey> definition, ConfigValue value, SecretKeys keys, SecretMask mask) {
        return new ValidationResult.Entry(
                definition.map(d -> ConfigKeys.of(d, classKeys.contains(value.name()))),
                value.name(),
                shown(definition, value, keys),
                value.recommendedValues().stream().map(String::valueOf).toList(),
                value.errorMessages().stream().map(mask::apply).toList(),
                value.visible());
    }

    private Optional<String> shown(Optional<ConfigKey> definition, ConfigValue value, SecretKeys keys) {
        var given = configured.get(value.name());
        if (keys.isSecret(value.name())) {
            return Optional.ofNullable(given).map(SecretKeys::hidden);
        }
        if (given != null && !ConfigReference.in(given).isEmpty()) {
            return Optional.of(given);
        }
        var type = definition.map(d -> d.type).orElse(null);
        return Optional.ofNullable(value.value()).map(v -> text(v, type)).or(() -> Optional.ofNullable(given));
    }

    private static String text(Object value, @Nullable Type type) {
        try {
            return String.valueOf(type == null ? value : ConfigDef.convertToString(value, type));
        } catch (ClassCastException e) {
            return value.toString(); // a connector's own validation may put anything there
        }
    }

    private List<String> errorsSoFar(String name) {
        var before = values.get(name);
        return before == null ? new ArrayList<>() : new ArrayList<>(before.errorMessages());
    }
}
