package io.leat.connect.api.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The types that a setting may have. */
final class ValueTypes {

    private static final Map<Class<?>, ValueType> SIMPLE = Map.ofEntries(
            text(String.class, "string", text -> text),
            number(int.class, ConfigDef.Type.INT, "int", Texts::parseInt),
            number(long.class, ConfigDef.Type.LONG, "long", Texts::parseLong),
            number(double.class, ConfigDef.Type.DOUBLE, "double", Texts::parseDouble),
            number(Integer.class, ConfigDef.Type.INT, "int", Texts::parseInt),
            number(Long.class, ConfigDef.Type.LONG, "long", Texts::parseLong),
            number(Double.class, ConfigDef.Type.DOUBLE, "double", Texts::parseDouble),
            flag(boolean.class),
            flag(Boolean.class),
            entry(
                    Duration.class,
                    ConfigDef.Type.LONG,
                    "duration in milliseconds, or such as 30 s",
                    Texts::parseDuration,
                    value -> ((Duration) value).toMillis()),
            entry(
                    ByteSize.class,
                    ConfigDef.Type.LONG,
                    "number of bytes, or such as 5 MiB",
                    ByteSize::parse,
                    value -> ((ByteSize) value).bytes()),
            text(URI.class, "URI", Texts::parseUri),
            text(Path.class, "path", Texts::parsePath),
            text(Pattern.class, "regular expression", ValueTypes::pattern),
            entry(
                    Secret.class,
                    ConfigDef.Type.PASSWORD,
                    "password",
                    Secret::new,
                    value -> new Password(((Secret) value).value())));

    private ValueTypes() {}

    /** @throws IllegalArgumentException for a type that cannot be a setting */
    static ValueType of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return listOf(of(generic.getActualTypeArguments()[0]));
        }
        if (type instanceof Class<?> raw && raw.isEnum()) {
            return choice(raw);
        }
        var simple = type instanceof Class<?> raw ? SIMPLE.get(raw) : null;
        if (simple != null) {
            return simple;
        }
        if (type instanceof Class<?> raw) {
            return ParsedType.of(raw);
        }
        throw new IllegalArgumentException(type.getTypeName() + " cannot be the type of a setting");
    }

    private static ValueType choice(Class<?> enumClass) {
        var constants = Arrays.asList(Objects.requireNonNull(enumClass.getEnumConstants()));
        var names = constants.stream().map(ValueTypes::choiceName).toList();
        Function<String, Object> parse = text -> {
            var at = names.indexOf(text.trim().toLowerCase(Locale.ROOT).replace('-', '_'));
            if (at < 0) {
                throw new IllegalArgumentException("must be one of " + String.join(", ", names));
            }
            return constants.get(at);
        };
        return new ValueType(
                enumClass,
                ConfigDef.Type.STRING,
                "one of " + String.join(", ", names),
                parse,
                ValueTypes::choiceName,
                names,
                null);
    }

    private static String choiceName(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private static ValueType listOf(ValueType element) {
        if (element.secret()) {
            throw new IllegalArgumentException("a list of secrets would be shown; declare single secrets");
        }
        Function<String, Object> parse = text -> Texts.splitList(text).stream()
                .map(item -> element.parse().apply(item))
                .toList();
        return new ValueType(
                List.class,
                ConfigDef.Type.LIST,
                "list of " + element.description(),
                parse,
                value -> ((List<?>) value).stream().map(Texts::show).collect(Collectors.toList()),
                List.of(),
                value -> ((List<?>) value).size());
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "must be a regular expression: " + e.getDescription() + " at index " + e.getIndex());
        }
    }

    private static Map.Entry<Class<?>, ValueType> text(Class<?> type, String name, Function<String, Object> parse) {
        return entry(type, ConfigDef.Type.STRING, name, parse, Object::toString);
    }

    private static Map.Entry<Class<?>, ValueType> number(
            Class<?> type, ConfigDef.Type configType, String name, Function<String, Object> parse) {
        return entry(type, configType, name, parse, value -> value);
    }

    private static Map.Entry<Class<?>, ValueType> flag(Class<?> type) {
        var valueType = new ValueType(
                type,
                ConfigDef.Type.BOOLEAN,
                "boolean",
                Texts::parseBoolean,
                value -> value,
                List.of("true", "false"),
                null);
        return Map.entry(type, valueType);
    }

    private static Map.Entry<Class<?>, ValueType> entry(
            Class<?> type,
            ConfigDef.Type configType,
            String name,
            Function<String, Object> parse,
            Function<Object, Object> plain) {
        return Map.entry(
                type,
                new ValueType(type, configType, name, parse, plain, List.of(), measured(type, configType, plain)));
    }

    private static @Nullable ToDoubleFunction<Object> measured(
            Class<?> type, ConfigDef.Type configType, Function<Object, Object> plain) {
        return configType == ConfigDef.Type.STRING || type == Secret.class
                ? null
                : value -> ((Number) plain.apply(value)).doubleValue();
    }
}
