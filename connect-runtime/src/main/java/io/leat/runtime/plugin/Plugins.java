package io.leat.runtime.plugin;

import io.leat.runtime.PluginInfo;
import java.util.List;
import java.util.Optional;

/** The installed plugins. Safe for use from any thread. */
public interface Plugins {

    /** Those that REST shows: connectors, transforms, predicates and converters, by kind and name. */
    List<PluginInfo> list();

    /** The kind of the plugin that has this name, if there is one. */
    Optional<PluginType> typeOf(String name);

    /** The versions of a plugin that are installed; none if there is no such plugin, or it does not tell. */
    default List<String> versions(PluginType type, String name) {
        return List.of();
    }

    /** The loader of the class that {@link #newInstance} would make; empty if there is none. */
    default Optional<ClassLoader> loaderOf(PluginType type, String name, VersionRange version) {
        return Optional.empty();
    }

    /** Where the plugins come from. */
    default PluginFolders folders() {
        return PluginFolders.NONE;
    }

    /** As below, in the highest version there is. */
    default <T> Plugin<T> newInstance(PluginType type, Class<T> contract, String name) {
        return newInstance(type, contract, name, VersionRange.LATEST);
    }

    /**
     * Makes an instance with its class's loader as the thread's context loader.
     *
     * @param name the class's full name, its simple name, or the simple name without the suffix of its kind
     * @param version of several installed versions, the highest in this range is taken
     * @throws io.leat.runtime.RequestException.Invalid if no plugin of this type has the name, several have, or none is
     *     in the range: the message lists what there is, never file-system locations
     */
    <T> Plugin<T> newInstance(PluginType type, Class<T> contract, String name, VersionRange version);

    /** Loads a class that a plugin names, such as {@code task.class}, beside that plugin. */
    Class<?> loadBeside(Plugin<?> plugin, String className);

    /**
     * An instance and where it came from.
     *
     * @param className of the plugin that was asked for, even where a faster equivalent stands in
     * @param version {@code undefined} where the plugin does not say
     */
    record Plugin<T>(T instance, ClassLoader loader, String className, String version) {}
}
