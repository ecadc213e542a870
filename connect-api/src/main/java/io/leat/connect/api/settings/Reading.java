package io.leat.connect.api.settings;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One pass over one configuration: hands values to the parts and notes what is wrong. */
final class Reading {

    private final Map<String, String> given;
    private final Set<String> declaredKeys;
    private final Map<String, Object> values = new HashMap<>();
    private final Problems problems = new Problems();

    Reading(Map<String, String> given, Set<String> declaredKeys) {
        this.given = given;
        this.declaredKeys = declaredKeys;
    }

    /** The value of each key that could be read, as {@code ConfigDef} holds it. */
    Map<String, Object> plainValues() {
        return values;
    }

    List<SettingProblem> problems() {
        return problems.list();
    }

    void problem(String key, String message) {
        problems.add(key, message);
    }

    @Nullable
    Object single(Declared setting) {
        var writtenAs = writtenAs(setting);
        var text = writtenAs.map(given::get).orElse(setting.defaultText());
        if (text == null) {
            return absent(setting);
        }
        var value = parse(setting, writtenAs.orElse(setting.key()), text);
        if (value == null) {
            return null;
        }
        values.put(setting.key(), setting.type().plain().apply(value));
        return setting.kind() == Declared.Kind.OPTIONAL ? Optional.of(value) : value;
    }

    Map<String, Object> byPrefix(Declared setting) {
        var found = new TreeMap<String, Object>();
        given.forEach((key, text) -> {
            if (key.startsWith(setting.key()) && !declaredKeys.contains(key) && text != null) {
                var value = parse(setting, key, text);
                if (value != null) {
                    values.put(key, setting.type().plain().apply(value));
                    found.put(key.substring(setting.key().length()), value);
                }
            }
        });
        return Collections.unmodifiableMap(found);
    }

    private @Nullable Object absent(Declared setting) {
        if (setting.kind() == Declared.Kind.OPTIONAL) {
            return Optional.empty();
        }
        problem(setting.key(), "is required and has no default; " + setting.doc());
        return null;
    }

    private Optional<String> writtenAs(Declared setting) {
        var written = Stream.concat(Stream.of(setting.key()), setting.aliases().stream())
                .filter(key -> isWritten(setting, key))
                .toList();
        if (written.size() > 1) {
            problem(written.get(1), "means the same as " + written.get(0) + "; give one of them");
        }
        return written.stream().findFirst();
    }

    private boolean isWritten(Declared setting, String key) {
        var text = given.get(key);
        return text != null && !(setting.blankIsAbsent() && text.isBlank());
    }

    private @Nullable Object parse(Declared setting, String key, String text) {
        try {
            return setting.parse(text);
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
