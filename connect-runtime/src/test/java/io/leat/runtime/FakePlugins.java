package io.leat.runtime;

import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.VersionRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.sink.SinkConnector;

/** Plugins made by the test. */
final class FakePlugins implements Plugins {

    private final Map<String, Supplier<? extends Connector>> connectors = new ConcurrentHashMap<>();

    void add(String name, Supplier<? extends Connector> connector) {
        connectors.put(name, connector);
    }

    @Override
    public List<PluginInfo> list() {
        return List.of();
    }

    @Override
    public Optional<PluginType> typeOf(String name) {
        return Optional.ofNullable(connectors.get(name))
                .map(c -> c.get() instanceof SinkConnector ? PluginType.SINK : PluginType.SOURCE);
    }

    @Override
    public <T> Plugin<T> newInstance(PluginType type, Class<T> contract, String name, VersionRange version) {
        if (contract == ConfigProvider.class) {
            return plugin(contract.cast(new FileConfigProvider()), name);
        }
        if (!connectors.containsKey(name)) {
            throw new RequestException.Invalid("No " + name);
        }
        return plugin(contract.cast(connectors.get(name).get()), name);
    }

    private <T> Plugin<T> plugin(T instance, String name) {
        return new Plugin<>(instance, getClass().getClassLoader(), name, "1.0");
    }

    @Override
    public Class<?> loadBeside(Plugin<?> plugin, String className) {
        throw new UnsupportedOperationException();
    }
}
