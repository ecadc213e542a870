package io.leat.runtime.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * Where plugins lie and how they are found.
 *
 * @param path folders and jars of {@code plugin.path}
 * @param sharedJars jars that every plugin sees beneath its own
 * @param cacheFolder where results of scans are kept between starts
 * @param fastJson whether {@code io.leat.converters.FastJsonConverter}, where it is installed, stands in for Kafka's
 *     {@code JsonConverter}
 */
public record PluginSettings(
        List<Path> path, List<Path> sharedJars, Path cacheFolder, PluginDiscovery discovery, boolean fastJson) {

    public PluginSettings {
        path = List.copyOf(path);
        sharedJars = List.copyOf(sharedJars);
    }
}
