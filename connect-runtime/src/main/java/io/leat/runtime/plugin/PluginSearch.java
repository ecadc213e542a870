package io.leat.runtime.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns folders and jars into plugin classes: declared ones at once, from service files; undeclared ones by a scan that
 * may take its time. A plugin that cannot be read is logged once and has no classes.
 */
final class PluginSearch {

    private static final Logger LOG = LoggerFactory.getLogger(PluginSearch.class);

    private final PluginSettings settings;
    private final ApiClassLoader api;
    private final ScanCache cache;

    PluginSearch(PluginSettings settings, ClassLoader app) {
        this.settings = settings;
        this.api = new ApiClassLoader(app, urls(settings.sharedJars()));
        this.cache = new ScanCache(settings.cacheFolder());
    }

    /** The plugins that lie in {@code plugin.path} now. */
    List<PluginLocation> locations() {
        return PluginPath.locations(settings.path());
    }

    /** Reads what a plugin declares; what only a scan finds is for {@link #scan} to add. */
    PluginFolder open(PluginLocation location, String fingerprint) {
        var loader = new PluginClassLoader(location, api);
        try {
            var declared = settings.discovery() == PluginDiscovery.ONLY_SCAN
                    ? Set.<FoundClass>of()
                    : ServiceFiles.read(location);
            return new PluginFolder(
                    location,
                    fingerprint,
                    loader,
                    classes(declared, loader),
                    new CompletableFuture<>(),
                    Optional.empty());
        } catch (IOException e) {
            LOG.warn("Skipping plugin {}: it cannot be read ({})", location.root(), e.toString());
            close(loader);
            return PluginFolder.broken(location, fingerprint, loader, reason(location, e));
        }
    }

    /** Files are named without the folders above the plugin's own. */
    private static String reason(PluginLocation location, IOException e) {
        var above =
                location.root().getParent() + location.root().getFileSystem().getSeparator();
        return "it cannot be read: " + String.valueOf(e.getMessage()).replace(above, "");
    }

    /** Looks for what no service file names. */
    void scan(PluginFolder folder) {
        var found = settings.discovery().scans() ? classes(found(folder), folder.loader()) : List.<PluginClass>of();
        folder.undeclared().complete(found);
    }

    PluginFolder openAndScan(PluginLocation location, String fingerprint) {
        var folder = open(location, fingerprint);
        scan(folder);
        return folder;
    }

    /** Closes the shared jars. */
    void close() {
        close(api);
    }

    static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            LOG.debug("Cannot close the jars of {}", loader.getName(), e);
        }
    }

    private Set<FoundClass> found(PluginFolder folder) {
        if (folder.problem().isPresent()) {
            return Set.of();
        }
        try {
            var everything = settings.discovery() == PluginDiscovery.ONLY_SCAN;
            var key = folder.fingerprint() + (everything ? "-all" : "");
            var known = cache.find(key);
            if (known.isPresent()) {
                return known.get();
            }
            var found = ClassScan.scan(folder.location(), api, everything);
            cache.store(key, found);
            return found;
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn(
                    "Skipping the scan of plugin {}: it cannot be read ({})",
                    folder.location().root(),
                    e.toString());
            return Set.of();
        }
    }

    /** Plugins that come with Connect itself. */
    List<PluginClass> shared() {
        var found = new ArrayList<PluginClass>();
        for (var type : PluginType.values()) {
            sharedNames(type).stream()
                    .filter(this::isVisible)
                    .forEach(name -> found.add(new PluginClass(type, name, api)));
        }
        return found;
    }

    private Set<String> sharedNames(PluginType type) {
        var names = new LinkedHashSet<String>();
        try {
            for (var file : api.serviceFiles(type.contract().getName())) {
                names.addAll(ServiceFiles.names(file.openStream()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the service files of the worker's own jars", e);
        }
        return names;
    }

    private boolean isVisible(String className) {
        return api.apiClass(className).isPresent() || api.findResource(className.replace('.', '/') + ".class") != null;
    }

    private static List<PluginClass> classes(Collection<FoundClass> found, PluginClassLoader loader) {
        return found.stream()
                .map(f -> new PluginClass(f.type(), f.className(), loader))
                .toList();
    }

    private static List<URL> urls(List<Path> jars) {
        return jars.stream().map(PluginSearch::url).toList();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not a usable jar for all plugins: " + jar, e);
        }
    }
}
