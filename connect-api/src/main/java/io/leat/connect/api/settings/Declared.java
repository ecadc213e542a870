package io.leat.connect.api.settings;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/**
 * One setting as its record declares it.
 *
 * @param key the whole key; for settings by prefix, the prefix with its dot
 * @param defaultText what counts as written if nothing is; null if there is no default
 */
record Declared(
        String key,
        List<String> aliases,
        ValueType type,
        Kind kind,
        @Nullable String defaultText,
        String doc,
        Importance importance,
        String group,
        double min,
        double max) {

    enum Kind {
        PLAIN,
        OPTIONAL,
        BY_PREFIX
    }

    boolean required() {
        return kind == Kind.PLAIN && defaultText == null;
    }

    boolean byPrefix() {
        return kind == Kind.BY_PREFIX;
    }

    /** True if a blank text means the same as no text. */
    boolean blankIsAbsent() {
        return kind == Kind.OPTIONAL && !type.secret();
    }

    /**
     * Reads a text as this setting's value.
     *
     * @throws IllegalArgumentException whose message completes "key: …", with the text unless it is secret
     */
    Object parse(String text) {
        if (required() && text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        try {
            var value = type.parse().apply(text);
            checkRange(value);
            return value;
        } catch (IllegalArgumentException e) {
            throw type.secret() ? e : new IllegalArgumentException(e.getMessage() + ", but is " + Shown.quoted(text));
        }
    }

    private void checkRange(Object value) {
        var measure = type.measure();
        if (measure == null) {
            return;
        }
        var size = measure.applyAsDouble(value);
        if (size < min || size > max) {
            throw new IllegalArgumentException("must be " + range());
        }
    }

    /** The range in words, empty if there is none. */
    String range() {
        var atLeast = min == Double.NEGATIVE_INFINITY ? "" : "at least " + Shown.number(min);
        var atMost = max == Double.POSITIVE_INFINITY ? "" : "at most " + Shown.number(max);
        return atLeast + (atLeast.isEmpty() || atMost.isEmpty() ? "" : " and ") + atMost;
    }
}
