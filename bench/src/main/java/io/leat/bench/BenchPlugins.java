package io.leat.bench;

import io.leat.runtime.PluginInfo;
import io.leat.runtime.metrics.ErrorMetrics;
import io.leat.runtime.pipeline.Patience;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.pipeline.SinkPipeline;
import io.leat.runtime.pipeline.SourcePipeline;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.VersionRange;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plugins of the class path, and pipelines of them for records as bytes and as JSON, with and without transforms. */
final class BenchPlugins implements Plugins {

    private static final Map<String, String> CONVERTERS = Map.of(
            "bytes", "org.apache.kafka.connect.converters.ByteArrayConverter",
            "json", "io.leat.converters.FastJsonConverter");

    /** Never waits: nothing here is to fail. */
    private static final Patience PATIENCE = new Patience() {
        @Override
        public long millis() {
            return 0;
        }

        @Override
        public boolean pause(Duration duration) {
            return false;
        }
    };

    static SourcePipeline source(String form, boolean transforms) {
        return pipelines().source(config(form, transforms), PATIENCE, metrics(), (role, plugin) -> {});
    }

    static SinkPipeline sink(String form, boolean transforms) {
        return pipelines().sink(config(form, transforms), PATIENCE, metrics(), (role, plugin) -> {});
    }

    private static Pipelines pipelines() {
        return new Pipelines(new BenchPlugins(), Map.of());
    }

    private static ErrorMetrics metrics() {
        return new ErrorMetrics(Clock.systemUTC());
    }

    private static Map<String, String> config(String form, boolean transforms) {
        var config = new HashMap<String, String>();
        config.put("key.converter", CONVERTERS.get(form));
        config.put("value.converter", CONVERTERS.get(form));
        config.put("key.converter.schemas.enable", "false");
        config.put("value.converter.schemas.enable", "false");
        if (transforms) {
            config.put("transforms", "origin,route");
            config.put("transforms.origin.type", "org.apache.kafka.connect.transforms.InsertHeader");
            config.put("transforms.origin.header", "origin");
            config.put("transforms.origin.value.literal", "bench");
            config.put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter");
            config.put("transforms.route.regex", "(.*)-in");
            config.put("transforms.route.replacement", "$1");
        }
        return config;
    }

    @Override
    public List<PluginInfo> list() {
        return List.of();
    }

    @Override
    public Optional<PluginType> typeOf(String name) {
        return Optional.empty();
    }

    @Override
    public <T> Plugin<T> newInstance(PluginType type, Class<T> contract, String name, VersionRange version) {
        try {
            var instance = Class.forName(name).getDeclaredConstructor().newInstance();
            return new Plugin<>(contract.cast(instance), getClass().getClassLoader(), name, "undefined");
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No plugin " + name + " on the class path", e);
        }
    }

    @Override
    public Class<?> loadBeside(Plugin<?> plugin, String className) {
        throw new UnsupportedOperationException("No connector here has tasks");
    }
}
