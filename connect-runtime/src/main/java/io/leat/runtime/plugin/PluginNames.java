package io.leat.runtime.plugin;

import java.util.ArrayList;
import java.util.List;

/** The names that a configuration may give a class: in full, simple, or simple without the suffix of its kind. */
final class PluginNames {

    private PluginNames() {}

    static boolean matches(PluginClass plugin, String name) {
        return plugin.className().equals(name)
                || aliases(plugin.type(), plugin.className()).contains(name);
    }

    static List<String> aliases(PluginType type, String className) {
        var simple = className.substring(className.lastIndexOf('.') + 1);
        var aliases = new ArrayList<String>(List.of(simple));
        for (var suffix : suffixes(type)) {
            if (simple.endsWith(suffix) && simple.length() > suffix.length()) {
                aliases.add(simple.substring(0, simple.length() - suffix.length()));
            }
        }
        return aliases;
    }

    private static List<String> suffixes(PluginType type) {
        return switch (type) {
            case SOURCE, SINK -> List.of("Connector");
            case CONVERTER -> List.of("Converter");
            case HEADER_CONVERTER -> List.of("HeaderConverter", "Converter");
            case TRANSFORMATION -> List.of("Transformation");
            case PREDICATE -> List.of("Predicate");
            case CONFIG_PROVIDER -> List.of("ConfigProvider");
            case REST_EXTENSION -> List.of("ConnectRestExtension");
            case METRICS_REPORTER -> List.of("MetricsReporter");
            case OVERRIDE_POLICY -> List.of("ConnectorClientConfigOverridePolicy");
            case PARTITIONER -> List.of("Partitioner");
            case PRODUCER_INTERCEPTOR -> List.of("ProducerInterceptor");
            case CONSUMER_INTERCEPTOR -> List.of("ConsumerInterceptor");
        };
    }
}
