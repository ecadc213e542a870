package io.leat.connect.api.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Gives declared settings to Kafka as a {@link ConfigDef}; settings by prefix have no place in one. */
final class ConfigDefs {

    private ConfigDefs() {}

    static ConfigDef of(List<Declared> settings) {
        var def = new ConfigDef();
        var orders = new HashMap<String, Integer>();
        for (var setting : settings) {
            if (!setting.byPrefix()) {
                var group = setting.group().isEmpty() ? "General" : setting.group();
                var order = orders.merge(group, 1, Integer::sum);
                define(def, setting, group, order);
            }
        }
        return def;
    }

    private static void define(ConfigDef def, Declared setting, String group, int order) {
        def.define(
                setting.key(),
                setting.type().configType(),
                defaultOf(setting),
                new Check(setting),
                setting.importance(),
                setting.doc(),
                group,
                order,
                width(setting),
                setting.key(),
                List.of(),
                setting.type().choices().isEmpty()
                        ? null
                        : new Choices(setting.type().choices()));
    }

    private static @Nullable Object defaultOf(Declared setting) {
        if (setting.required()) {
            return ConfigDef.NO_DEFAULT_VALUE;
        }
        var text = setting.defaultText();
        return text == null ? null : setting.type().plain().apply(setting.parse(text));
    }

    private static ConfigDef.Width width(Declared setting) {
        return switch (setting.type().configType()) {
            case LIST -> ConfigDef.Width.LONG;
            case STRING, PASSWORD -> ConfigDef.Width.MEDIUM;
            default -> ConfigDef.Width.SHORT;
        };
    }

    /** The setting's own rules, for those who use the ConfigDef without us. */
    private record Check(Declared setting) implements ConfigDef.Validator {

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value == null || value instanceof Password) {
                return;
            }
            try {
                setting.parse(value instanceof List<?> list ? joined(list) : value.toString());
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name + ": " + e.getMessage());
            }
        }

        private static String joined(List<?> list) {
            var texts = new ArrayList<String>();
            list.forEach(item -> texts.add(String.valueOf(item)));
            return String.join(",", texts);
        }

        @Override
        public String toString() {
            var range = setting.range();
            return setting.type().description() + (range.isEmpty() ? "" : ", " + range);
        }
    }

    private record Choices(List<String> names) implements ConfigDef.Recommender {

        @Override
        public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
            return List.copyOf(names);
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsedConfig) {
            return true;
        }
    }
}
