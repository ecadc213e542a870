package io.leat.runtime.config;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.VersionRange;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Rules for single values of a connector configuration. */
final class Checks {

    private Checks() {}

    /** As Kafka words it; both checks give their own message. */
    static Validator connectorName() {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof String name) {
                        requireName(key, name);
                    }
                },
                () -> "non-empty string without ISO control characters");
    }

    private static void requireName(String key, String name) {
        if (name.trim().isEmpty()) {
            throw new ConfigException(key, name, "String may not be empty");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new ConfigException(key, "(not shown)", "String may not contain control characters");
        }
    }

    static Validator unique(String what) {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof List<?> list && new HashSet<Object>(list).size() < list.size()) {
                        throw new ConfigException(key, value, "Duplicate alias provided.");
                    }
                },
                () -> "non-null string, unique " + what);
    }

    static Validator notTheDefaultGroup() {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof List<?> groups && groups.contains("default")) {
                        throw new ConfigException(
                                key, value, "The group default always exists: leave it out of the list");
                    }
                },
                () -> "no group named default");
    }

    static Validator regex() {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof String pattern) {
                        requireRegex(key, pattern);
                    }
                },
                () -> "valid regex");
    }

    static Validator regexes() {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof List<?> patterns) {
                        patterns.forEach(pattern -> requireRegex(key, pattern.toString()));
                    }
                },
                () -> "valid regexes");
    }

    private static void requireRegex(String key, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key, pattern, "Syntax error in regular expression: " + e.getDescription());
        }
    }

    /** A plugin of this kind must be installed under that name, and be one that can be made. */
    static Validator installed(PluginType type, Plugins plugins) {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof String name && !name.isBlank()) {
                        requireInstalled(key, name, type, plugins);
                    }
                },
                () -> "A plugin that implements " + type.contract().getName());
    }

    private static void requireInstalled(String key, String name, PluginType type, Plugins plugins) {
        try {
            plugins.newInstance(type, type.contract(), name);
        } catch (RequestException.Invalid e) {
            throw new ConfigException(key, name, String.valueOf(e.getMessage()));
        }
    }

    /** The version of the plugin whose name another key gives must be installed. */
    static Validator installedVersion(PluginType type, Plugins plugins, String name) {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof String range && !range.isBlank() && !name.isBlank()) {
                        requireVersion(key, range, name, type, plugins);
                    }
                },
                () -> "a version or range of versions that is installed");
    }

    private static void requireVersion(String key, String range, String name, PluginType type, Plugins plugins) {
        try {
            plugins.newInstance(type, type.contract(), name, VersionRange.parse(range));
        } catch (RequestException.Invalid e) {
            throw new ConfigException(key, range, String.valueOf(e.getMessage()));
        }
    }

    /** Unlike Kafka's own checks, these two take a missing value for a good one. */
    static Validator notNegative() {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof Number number && number.longValue() < 0) {
                        throw new ConfigException(key, value, "Value must be at least 0");
                    }
                },
                () -> "[0,...]");
    }

    /** Likewise. */
    static Validator positiveIfSet() {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof Number number && number.longValue() < 1) {
                        throw new ConfigException(key, value, "Value must be at least 1");
                    }
                },
                () -> "[1,...]");
    }

    static Validator notEmpty() {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof String text && text.isEmpty()) {
                        throw new ConfigException(key, value, "String must be non-empty");
                    }
                },
                () -> "non-empty string");
    }

    /** -1 or a count from 1. */
    static Validator countOrDefault(String what) {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof Number count && (count.longValue() < -1 || count.longValue() == 0)) {
                        throw new ConfigException(key, value, what + " must be positive, or -1 for the log's default");
                    }
                },
                () -> "Positive number, or -1 to use the broker's default");
    }
}
