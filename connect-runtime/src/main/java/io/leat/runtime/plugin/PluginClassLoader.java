package io.leat.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;

/**
 * One plugin's classes: the API first, then the plugin's own jars, then what all plugins share. So two plugins may bring
 * different versions of a library, and a plugin that bundles a copy of the API still speaks the worker's.
 */
final class PluginClassLoader extends URLClassLoader {

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final ApiClassLoader api;

    PluginClassLoader(PluginLocation location, ApiClassLoader api) {
        super("plugin-" + location.name(), location.urls(), api);
        this.api = api;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : find(name);
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        var shared = api.apiClass(name);
        if (shared.isPresent()) {
            return shared.get();
        }
        if (isOfTheJdk(name)) {
            return api.loadClass(name);
        }
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return api.loadClass(name);
        }
    }

    /** The JDK's own packages cannot be replaced, and modules of it, such as java.sql, must not be. */
    private static boolean isOfTheJdk(String name) {
        return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
    }

    @Override
    public URL getResource(String name) {
        var own = findResource(name);
        return own != null ? own : api.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        var urls = Collections.list(findResources(name));
        urls.addAll(Collections.list(api.getResources(name)));
        return Collections.enumeration(urls);
    }
}
