package io.leat.connect.api.offset;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Source offsets as a record: {@code record Position(String file, long bytes)} is stored as
 * <code>{"file": …, "bytes": …}</code>. Components are String, int, long, double, boolean, or Optional of one of them:
 * what every offset store can hold. Numbers come back from a store as another type than they went in; the codec does not
 * mind. Keys that the record does not know are ignored, so that an older version can read a newer one's offsets.
 *
 * @param <O> the offset record
 */
public final class OffsetCodec<O extends Record> {

    private final Class<O> type;
    private final RecordComponent[] components;
    private final Constructor<O> constructor;

    private OffsetCodec(Class<O> type) {
        this.type = type;
        this.components = type.getRecordComponents();
        this.constructor = constructor(type, components);
        for (var component : components) {
            OffsetValue.check(component);
        }
    }

    /** @throws IllegalArgumentException if a component has a type that offset stores cannot hold */
    public static <O extends Record> OffsetCodec<O> of(Class<O> type) {
        return new OffsetCodec<>(type);
    }

    /** The offset as Kafka Connect stores it; an empty Optional is left out. */
    public Map<String, Object> encode(O offset) {
        var map = new LinkedHashMap<String, Object>();
        for (var component : components) {
            var value = valueOf(component, offset);
            var plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (plain != null) {
                map.put(component.getName(), plain);
            }
        }
        return map;
    }

    /**
     * Reads what {@link #encode} wrote, or a user did by the REST API.
     *
     * @throws IllegalArgumentException naming every field that is missing, of the wrong type, or refused by the record
     */
    public O decode(Map<String, ?> map) {
        var wrong = new ArrayList<String>();
        var values = Arrays.stream(components)
                .map(component -> read(component, map.get(component.getName()), wrong))
                .toArray();
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("offset " + map + ": " + String.join("; ", wrong));
        }
        return build(values, map);
    }

    private static @Nullable Object read(RecordComponent component, @Nullable Object stored, List<String> wrong) {
        try {
            return OffsetValue.read(component, stored);
        } catch (IllegalArgumentException e) {
            wrong.add(component.getName() + " " + e.getMessage());
            return null;
        }
    }

    private O build(@Nullable Object[] values, Map<String, ?> map) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new IllegalArgumentException("offset " + map + ": " + refused.getMessage(), refused);
            }
            throw new IllegalStateException("cannot make a " + type.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    private static Object valueOf(RecordComponent component, Record offset) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(offset);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static <O extends Record> Constructor<O> constructor(Class<O> type, RecordComponent[] components) {
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type.getName(), e);
        }
    }
}
