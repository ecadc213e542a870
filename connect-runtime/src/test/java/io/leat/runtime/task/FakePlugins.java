package io.leat.runtime.task;

import io.leat.runtime.PluginInfo;
import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.VersionRange;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkConnector;

/** Plugins by class name, from the test's own class path. */
public final class FakePlugins implements Plugins {

    @Override
    public List<PluginInfo> list() {
        return List.of();
    }

    @Override
    public Optional<PluginType> typeOf(String name) {
        try {
            return SinkConnector.class.isAssignableFrom(load(name)) ? Optional.of(PluginType.SINK) : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public <T> Plugin<T> newInstance(PluginType type, Class<T> contract, String name, VersionRange version) {
        try {
            var made = contract.cast(load(name).getDeclaredConstructor().newInstance());
            return new Plugin<>(made, getClass().getClassLoader(), name, "1");
        } catch (ReflectiveOperationException e) {
            throw new RequestException.Invalid("There is no plugin " + name + ".");
        }
    }

    @Override
    public Class<?> loadBeside(Plugin<?> plugin, String className) {
        try {
            return load(className);
        } catch (ClassNotFoundException e) {
            throw new RequestException.Invalid("There is no class " + className + ".");
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, getClass().getClassLoader());
    }
}
