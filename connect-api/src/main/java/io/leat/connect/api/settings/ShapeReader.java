package io.leat.connect.api.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record class and its annotations. Every failure is an IllegalArgumentException that names the component: it is
 * the plugin author's mistake, seen at the first start.
 *
 * @param defaults that stand in for those the record declares, by key without prefix
 */
record ShapeReader(String prefix, String group, Map<String, String> defaults) {

    static RecordShape read(Class<?> type) {
        return new ShapeReader("", "", Map.of()).shape(type);
    }

    private RecordShape shape(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " must be a record to hold settings");
        }
        var unused = new HashMap<>(defaults);
        var parts = Arrays.stream(type.getRecordComponents())
                .map(component -> part(component, unused))
                .toList();
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " has no settings " + unused.keySet());
        }
        return new RecordShape(constructor(type), prefix, parts);
    }

    private Part part(RecordComponent component, Map<String, String> unused) {
        try {
            var setting = component.getAnnotation(Setting.class);
            return setting == null ? nested(component) : single(component, setting, unused);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    component.getDeclaringRecord().getName() + "." + component.getName() + ": " + e.getMessage(), e);
        }
    }

    private Part nested(RecordComponent component) {
        var nested = component.getAnnotation(Nested.class);
        if (nested == null) {
            throw new IllegalArgumentException("needs @Setting or @Nested");
        }
        var name =
                nested.prefix().equals(Nested.COMPONENT_NAME) ? KeyNames.dotted(component.getName()) : nested.prefix();
        var inner = name.isEmpty() ? prefix : prefix + name + ".";
        var heading = nested.group().isEmpty() ? group : nested.group();
        return new ShapeReader(inner, heading, defaultsOf(nested)).shape(component.getType());
    }

    private static Map<String, String> defaultsOf(Nested nested) {
        var defaults = new HashMap<String, String>();
        for (var line : nested.defaults()) {
            var at = line.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("default \"" + line + "\" is not of the form key=value");
            }
            defaults.put(line.substring(0, at), line.substring(at + 1));
        }
        return defaults;
    }

    private Part single(RecordComponent component, Setting setting, Map<String, String> unused) {
        var type = component.getGenericType();
        var value = ValueTypes.of(valueType(type));
        var byPrefix = rawType(type) == Map.class;
        var key = KeyNames.of(component, value.valueClass(), prefix) + (byPrefix ? "." : "");
        var override = unused.remove(key.substring(prefix.length()));
        var declared = new Declared(
                key,
                Arrays.stream(setting.aliases()).map(alias -> prefix + alias).toList(),
                value,
                kind(type),
                override != null ? override : declaredDefault(setting, value),
                setting.doc(),
                setting.importance(),
                setting.group().isEmpty() ? group : setting.group(),
                setting.min(),
                setting.max());
        return byPrefix ? new Part.ByPrefix(declared) : new Part.Single(checked(declared));
    }

    private static Declared checked(Declared declared) {
        var text = declared.defaultText();
        if (text != null) {
            declared.parse(text);
        }
        return declared;
    }

    private static @Nullable String declaredDefault(Setting setting, ValueType value) {
        if (!setting.defaultValue().equals(Setting.NO_DEFAULT)) {
            return setting.defaultValue();
        }
        return value.valueClass() == List.class ? "" : null;
    }

    /** The type of one value: without the Optional or the Map around it. */
    private static Type valueType(Type type) {
        var arguments = type instanceof ParameterizedType generic ? generic.getActualTypeArguments() : new Type[0];
        if (rawType(type) == Optional.class) {
            return arguments[0];
        }
        if (rawType(type) == Map.class) {
            if (arguments[0] != String.class) {
                throw new IllegalArgumentException("must be a Map with String keys");
            }
            return arguments[1];
        }
        return type;
    }

    private static Type rawType(Type type) {
        return type instanceof ParameterizedType generic ? generic.getRawType() : type;
    }

    private static Declared.Kind kind(Type type) {
        if (rawType(type) == Optional.class) {
            return Declared.Kind.OPTIONAL;
        }
        return rawType(type) == Map.class ? Declared.Kind.BY_PREFIX : Declared.Kind.PLAIN;
    }

    private static Constructor<?> constructor(Class<?> type) {
        var types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type.getName(), e);
        }
    }
}
