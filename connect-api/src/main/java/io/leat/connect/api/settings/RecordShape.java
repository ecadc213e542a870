package io.leat.connect.api.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A settings record with what stands behind each component.
 *
 * @param prefix of the record's keys, with its dot; empty at the top
 */
record RecordShape(Constructor<?> constructor, String prefix, List<Part> parts) implements Part {

    /** The record, or null after a problem; the record's own rules run only when each of its values could be read. */
    @Override
    public @Nullable Object read(Reading reading) {
        var before = reading.problems().size();
        var values = parts.stream().map(part -> part.read(reading)).toArray();
        return reading.problems().size() > before ? null : build(values, reading);
    }

    @Override
    public Stream<Declared> declared() {
        return parts.stream().flatMap(Part::declared);
    }

    private @Nullable Object build(@Nullable Object[] values, Reading reading) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            noteRule(e.getCause(), reading);
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot make a " + constructor.getDeclaringClass().getName(), e);
        }
    }

    private void noteRule(@Nullable Throwable cause, Reading reading) {
        if (cause instanceof SettingsException several) {
            several.problems().forEach(one -> reading.problem(prefix + one.key(), one.message()));
        } else if (cause instanceof IllegalArgumentException one) {
            var message = String.valueOf(one.getMessage());
            reading.problem(keyNamedIn(message), message);
        } else {
            throw new IllegalStateException(
                    "cannot make a " + constructor.getDeclaringClass().getName(), cause);
        }
    }

    /** The key that the message names first, else the record's first key. */
    private String keyNamedIn(String message) {
        var keys = declared().map(Declared::key).toList();
        return keys.stream()
                .filter(key -> message.contains(ownPart(key)))
                .min(Comparator.<String>comparingInt(key -> message.indexOf(ownPart(key)))
                        .thenComparing(Comparator.comparingInt(String::length).reversed()))
                .or(() -> keys.stream().findFirst())
                .orElse(prefix);
    }

    private String ownPart(String key) {
        return key.substring(prefix.length());
    }
}
