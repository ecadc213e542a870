package io.leat.runtime.plugin;

import io.leat.runtime.PluginInfo;
import java.util.List;

/** The installed plugins. Safe for use from any thread. */
public interface Plugins {

    List<PluginInfo> list();

    /**
     * Makes an instance with its class's loader as the thread's context loader.
     *
     * @param name the class's full name, its simple name, or the simple name without the suffix of its kind
     * @throws io.leat.runtime.RequestException.Invalid if no plugin of this type has the name, or several have: the
     *     message lists the names there are, never file-system locations
     */
    <T> Plugin<T> newInstance(PluginType type, Class<T> contract, String name);

    /** Loads a class that a plugin names, such as {@code task.class}, beside that plugin. */
    Class<?> loadBeside(Plugin<?> plugin, String className);

    /** An instance and where it came from. */
    record Plugin<T>(T instance, ClassLoader loader, String className, String version) {}
}
