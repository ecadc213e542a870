package io.leat.runtime.plugin;

import java.nio.file.Path;
import java.util.List;

/** The plugins of an installation: Kafka's own jars as the build has copied them, and what a test adds. */
public final class TestPlugins {

    private TestPlugins() {}

    public static Path kafkaJar(String artifact) {
        return Path.of(System.getProperty("project.build.directory"), "plugin-jars", artifact + ".jar");
    }

    public static List<Path> sharedJars() {
        return List.of(
                kafkaJar("connect-runtime"),
                kafkaJar("connect-json"),
                kafkaJar("connect-transforms"),
                kafkaJar("jackson-databind"),
                kafkaJar("jackson-core"),
                kafkaJar("jackson-annotations"),
                kafkaJar("jackson-module-blackbird"));
    }

    public static InstalledPlugins open(Path cache, Path... pluginPath) {
        return open(cache, PluginDiscovery.HYBRID_WARN, true, pluginPath);
    }

    public static InstalledPlugins open(Path cache, PluginDiscovery discovery, boolean fastJson, Path... pluginPath) {
        var settings = new PluginSettings(List.of(pluginPath), sharedJars(), cache, discovery, fastJson);
        var plugins = InstalledPlugins.open(settings, TestPlugins.class.getClassLoader());
        plugins.typeOf("none at all"); // waits for the scan, so that it writes nothing after the test's end
        return plugins;
    }
}
