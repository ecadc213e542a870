package io.leat.distribution;

import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.plugin.PluginSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where Leat is installed; the start script names the folder. */
final class Home {

    private static final String HOME = "leat.home";
    private static final String CACHE = "leat.cache";

    private Home() {}

    /** The plugins of the installation and those of {@code plugin.path}, and what they share. */
    static PluginSettings plugins(WorkerSettings settings) {
        var home = Path.of(System.getProperty(HOME, "."));
        var path = new ArrayList<>(settings.pluginPath());
        var own = home.resolve("plugins");
        if (Files.isDirectory(own)) {
            path.add(own);
        }
        var cache = Path.of(System.getProperty(CACHE, System.getProperty("java.io.tmpdir")));
        return new PluginSettings(
                path, jars(home.resolve("lib/connect")), cache, settings.pluginDiscovery(), settings.fastJson());
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
