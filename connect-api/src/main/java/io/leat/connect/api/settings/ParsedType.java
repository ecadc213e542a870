package io.leat.connect.api.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;

/** Makes a type of setting from a class that reads itself: {@code public static T parse(String)}. */
final class ParsedType {

    private ParsedType() {}

    static ValueType of(Class<?> type) {
        var parse = parser(type);
        Function<String, Object> read = text -> call(parse, text);
        return new ValueType(
                type,
                ConfigDef.Type.STRING,
                KeyNames.dotted(type.getSimpleName()).replace('.', ' '),
                read,
                Object::toString,
                List.of(),
                null);
    }

    private static Method parser(Class<?> type) {
        try {
            var method = type.getMethod("parse", String.class);
            if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type) {
                return method;
            }
        } catch (NoSuchMethodException e) {
            // told below, as for a method of another shape
        }
        throw new IllegalArgumentException(type.getName()
                + " cannot be the type of a setting: it has no public static method parse(String) that returns one");
    }

    private static Object call(Method parse, String text) {
        try {
            return parse.invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(parse + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(parse + " must be public, and so must its class");
        }
    }
}
