package io.leat.connect.api.settings;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Locale;

/** How a component's name becomes a key: {@code maxRetries} → {@code max.retries}. */
final class KeyNames {

    private KeyNames() {}

    static String of(RecordComponent component, Class<?> valueClass, String prefix) {
        var setting = component.getAnnotation(Setting.class);
        if (setting != null && !setting.name().isEmpty()) {
            return prefix + setting.name();
        }
        return prefix + withUnit(dotted(component.getName()), valueClass);
    }

    static String dotted(String camelCase) {
        return camelCase
                .replaceAll("([a-z0-9])([A-Z])", "$1.$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1.$2")
                .toLowerCase(Locale.ROOT);
    }

    private static String withUnit(String key, Class<?> valueClass) {
        if (valueClass == Duration.class) {
            return endingWith(key, "ms");
        }
        return valueClass == ByteSize.class ? endingWith(key, "bytes") : key;
    }

    private static String endingWith(String key, String unit) {
        return key.equals(unit) || key.endsWith("." + unit) ? key : key + "." + unit;
    }
}
