package io.leat.broker;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request of any API key that names one topic, group, user and so on in every field that the version has: what a
 * curious client could ask at most.
 */
final class FilledRequest {
    /** What fields of these names are filled with; each makes sense to every request that has it. */
    private static final Map<String, Byte> CODES = Map.of(
            "setResourceType", (byte) 2,
            "setResourceTypeFilter", (byte) 2,
            "setResourcePatternType", (byte) 3,
            "setPatternTypeFilter", (byte) 3,
            "setOperation", (byte) 3,
            "setPermissionType", (byte) 3,
            "setMechanism", (byte) 1);

    private static final byte ANY = 1;

    private final @Nullable String name;
    private final Uuid topicId;
    private final short version;

    private FilledRequest(@Nullable String name, Uuid topicId, short version) {
        this.name = name;
        this.topicId = topicId;
        this.version = version;
    }

    static ApiMessage byName(ApiKeys key, short version, String name) throws ReflectiveOperationException {
        var request = key.messageType.newRequest();
        new FilledRequest(name, Uuid.ZERO_UUID, version).fill(request);
        return request;
    }

    /** Names are left out where that is possible. */
    static ApiMessage byId(ApiKeys key, short version, Uuid topicId) throws ReflectiveOperationException {
        var request = key.messageType.newRequest();
        new FilledRequest(null, topicId, version).fill(request);
        return request;
    }

    private void fill(Message message) throws ReflectiveOperationException {
        for (var setter : message.getClass().getMethods()) {
            if (setter.getName().startsWith("set") && setter.getParameterCount() == 1) {
                set(message, setter);
            }
        }
    }

    private void set(Message message, Method setter) throws ReflectiveOperationException {
        var value = value(setter);
        if (value != null || (name == null && setter.getParameterTypes()[0] == String.class)) {
            var getter = message.getClass()
                    .getMethod(setter.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                            + setter.getName().substring(4));
            var before = getter.invoke(message);
            setter.invoke(message, value);
            if (!fits(message)) {
                setter.invoke(message, before);
            }
        }
    }

    /** Whether the version has all the fields that are set. */
    private boolean fits(Message message) {
        try {
            MessageUtil.toByteBufferAccessor(message, version);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private @Nullable Object value(Method setter) throws ReflectiveOperationException {
        var type = setter.getParameterTypes()[0];
        if (type == String.class) {
            return name;
        }
        if (type == Uuid.class) {
            return topicId;
        }
        if (type == byte[].class) {
            return new byte[] {1};
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(new byte[] {1});
        }
        if (BaseRecords.class.isAssignableFrom(type)) {
            return MemoryRecords.withRecords(
                    Compression.NONE, new SimpleRecord("forged".getBytes(StandardCharsets.UTF_8)));
        }
        if (type == byte.class) {
            return CODES.get(setter.getName());
        }
        return Collection.class.isAssignableFrom(type) ? list(setter, type) : null;
    }

    private @Nullable Object list(Method setter, Class<?> type) throws ReflectiveOperationException {
        var element = elementType(setter, type);
        if (element == String.class) {
            return List.of(name == null ? "nothing" : name);
        }
        if (element == Integer.class) {
            return List.of(0);
        }
        if (element == Uuid.class) {
            return List.of(topicId);
        }
        if (!Message.class.isAssignableFrom(element)) {
            return null;
        }
        var message = (Message) element.getConstructor().newInstance();
        fill(message);
        return type == List.class ? List.of(message) : collection(type, message);
    }

    @SuppressWarnings("unchecked")
    private static Object collection(Class<?> type, Message message) throws ReflectiveOperationException {
        var collection = (AbstractCollection<Message>) type.getConstructor().newInstance();
        collection.add(message);
        return collection;
    }

    private static Class<?> elementType(Method setter, Class<?> type) {
        var generic = type == List.class ? setter.getGenericParameterTypes()[0] : type.getGenericSuperclass();
        var argument = ((ParameterizedType) generic).getActualTypeArguments()[0];
        return argument instanceof Class<?> element ? element : Object.class;
    }

    /** Without anything named: everything there is. */
    static ApiMessage all(ApiKeys key, short version) throws ReflectiveOperationException {
        var request = key.messageType.newRequest();
        var filler = new FilledRequest("", Uuid.ZERO_UUID, version);
        for (var setter : request.getClass().getMethods()) {
            if (CODES.containsKey(setter.getName())) {
                setter.invoke(request, ANY);
            } else if (setter.getName().startsWith("set")
                    && Arrays.stream(setter.getParameterTypes()).allMatch(Collection.class::isAssignableFrom)) {
                var empty = setter.getParameterTypes()[0] == List.class
                        ? List.of()
                        : setter.getParameterTypes()[0].getConstructor().newInstance();
                setter.invoke(request, new Object[] {null});
                if (!filler.fits(request)) {
                    setter.invoke(request, empty);
                }
            }
        }
        return request;
    }
}
