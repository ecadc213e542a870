package io.leat.runtime.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns folders and jars into plugin classes: declared ones at once, from service files; undeclared ones by a scan that
 * may take its time. A plugin that cannot be read is logged once and left out.
 */
final class PluginSearch {

    private static final Logger LOG = LoggerFactory.getLogger(PluginSearch.class);

    private final PluginSettings settings;
    private final ApiClassLoader api;
    private final ScanCache cache;
    private final Map<PluginLocation, PluginClassLoader> loaders = new LinkedHashMap<>();

    PluginSearch(PluginSettings settings, ClassLoader app) {
        this.settings = settings;
        this.api = new ApiClassLoader(app, urls(settings.sharedJars()));
        this.cache = new ScanCache(settings.cacheFolder());
        for (var location : PluginPath.locations(settings.path())) {
            loaders.put(location, new PluginClassLoader(location, api));
        }
    }

    /** Plugins of the shared layer and those that the plugin path's service files name. */
    List<PluginClass> declared() {
        var found = new ArrayList<PluginClass>(shared());
        if (settings.discovery() == PluginDiscovery.ONLY_SCAN) {
            return found;
        }
        loaders.forEach((location, loader) -> {
            try {
                found.addAll(classes(ServiceFiles.read(location), loader));
            } catch (IOException e) {
                LOG.warn("Skipping plugin {}: it cannot be read ({})", location.root(), e.toString());
            }
        });
        return found;
    }

    /** Plugins that no service file names. */
    List<PluginClass> undeclared() {
        var found = new ArrayList<PluginClass>();
        if (settings.discovery().scans()) {
            loaders.forEach((location, loader) -> found.addAll(classes(scan(location), loader)));
        }
        return found;
    }

    /** Closes the jars. */
    void close() {
        loaders.values().forEach(PluginSearch::close);
        close(api);
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            LOG.debug("Cannot close the jars of {}", loader.getName(), e);
        }
    }

    private Set<FoundClass> scan(PluginLocation location) {
        try {
            var everything = settings.discovery() == PluginDiscovery.ONLY_SCAN;
            var key = location.fingerprint() + (everything ? "-all" : "");
            var known = cache.find(key);
            if (known.isPresent()) {
                return known.get();
            }
            var found = ClassScan.scan(location, api, everything);
            cache.store(key, found);
            return found;
        } catch (IOException | RuntimeException e) {
            LOG.warn("Skipping the scan of plugin {}: it cannot be read ({})", location.root(), e.toString());
            return Set.of();
        }
    }

    private List<PluginClass> shared() {
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
