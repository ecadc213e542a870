package io.leat.connect.api.settings;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * How a Java type is read from a configuration and shown in one.
 *
 * @param parse text to value; throws IllegalArgumentException whose message completes "key: …"
 * @param plain the value as {@link ConfigDef} holds it for {@code configType}
 * @param choices every value allowed, or empty if there are too many to list
 * @param measure what minimum and maximum are compared with, or null where they mean nothing
 */
record ValueType(
        Class<?> valueClass,
        ConfigDef.Type configType,
        String description,
        Function<String, Object> parse,
        Function<Object, Object> plain,
        List<String> choices,
        @Nullable ToDoubleFunction<Object> measure) {

    boolean secret() {
        return configType == ConfigDef.Type.PASSWORD;
    }
}
