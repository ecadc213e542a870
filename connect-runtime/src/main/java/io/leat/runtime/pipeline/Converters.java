package io.leat.runtime.pipeline;

import io.leat.runtime.metrics.PluginRole;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * The converters of a task, configured. A converter that the connector names is configured by the connector alone; one
 * it leaves to the worker, by the worker alone.
 */
record Converters(Plugin<Converter> key, Plugin<Converter> value, Plugin<HeaderConverter> header) {

    private static final String SIMPLE_HEADERS = "org.apache.kafka.connect.storage.SimpleHeaderConverter";

    static Converters of(Plugins plugins, Map<String, String> connector, Map<String, String> worker, PluginUse made) {
        return new Converters(
                converter(plugins, "key.converter", connector, worker, made),
                converter(plugins, "value.converter", connector, worker, made),
                headerConverter(plugins, connector, worker, made));
    }

    private static Plugin<Converter> converter(
            Plugins plugins, String key, Map<String, String> connector, Map<String, String> worker, PluginUse made) {
        var settings = Settings.under(key, connector.containsKey(key) ? connector : worker);
        var plugin =
                plugins.newInstance(PluginType.CONVERTER, Converter.class, settings.className(), settings.version());
        var isKey = key.startsWith("key");
        made.made(PluginRole.converter(isKey ? "key" : "value"), plugin);
        ContextLoader.run(plugin.loader(), () -> plugin.instance().configure(settings.properties(), isKey));
        return plugin;
    }

    private static Plugin<HeaderConverter> headerConverter(
            Plugins plugins, Map<String, String> connector, Map<String, String> worker, PluginUse made) {
        var key = "header.converter";
        var named = new HashMap<>(connector.containsKey(key) ? connector : worker);
        named.putIfAbsent(key, SIMPLE_HEADERS);
        var settings = Settings.under(key, named);
        var plugin = plugins.newInstance(
                PluginType.HEADER_CONVERTER, HeaderConverter.class, settings.className(), settings.version());
        made.made(PluginRole.converter("header"), plugin);
        var properties = new HashMap<>(settings.properties());
        properties.put(ConverterConfig.TYPE_CONFIG, "header");
        ContextLoader.run(plugin.loader(), () -> plugin.instance().configure(properties));
        return plugin;
    }
}
