package io.leat.connect.api.offset;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One field of an offset record, read from whatever number type the store gives back. */
final class OffsetValue {

    private static final Set<Class<?>> ALLOWED = Set.of(
            String.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            double.class,
            Double.class,
            boolean.class,
            Boolean.class);

    private OffsetValue() {}

    static void check(RecordComponent component) {
        if (!ALLOWED.contains(valueType(component))) {
            throw new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + component.getName()
                    + ": an offset holds String, int, long, double, boolean or Optional of these, not "
                    + component.getGenericType().getTypeName());
        }
    }

    /** @throws IllegalArgumentException whose message completes the field's name */
    static Object read(RecordComponent component, @Nullable Object stored) {
        var optional = component.getType() == Optional.class;
        if (stored == null) {
            if (optional) {
                return Optional.empty();
            }
            throw new IllegalArgumentException("is missing");
        }
        var value = convert(valueType(component), stored);
        return optional ? Optional.of(value) : value;
    }

    private static Object convert(Class<?> type, Object stored) {
        if (type == String.class && stored instanceof String) {
            return stored;
        }
        if ((type == boolean.class || type == Boolean.class) && stored instanceof Boolean) {
            return stored;
        }
        if ((type == double.class || type == Double.class) && stored instanceof Number number) {
            return number.doubleValue();
        }
        if (stored instanceof Number number && isWhole(number)) {
            if (type == long.class || type == Long.class) {
                return number.longValue();
            }
            if ((type == int.class || type == Integer.class) && number.longValue() == number.intValue()) {
                return number.intValue();
            }
        }
        throw new IllegalArgumentException("must be a " + type.getSimpleName().toLowerCase(Locale.ROOT) + ", but is a "
                + stored.getClass().getSimpleName());
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || (number instanceof Double
                        && number.doubleValue() == Math.rint(number.doubleValue())
                        && Math.abs(number.doubleValue()) < 1L << 53);
    }

    private static Class<?> valueType(RecordComponent component) {
        var type = component.getGenericType();
        if (component.getType() == Optional.class
                && type instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] instanceof Class<?> inner) {
            return inner;
        }
        return component.getType();
    }
}
