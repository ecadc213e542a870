package io.leat.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;

/**
 * What all plugins see beneath their own jars: the JDK, the API packages of the worker's own class path, and the shared
 * jars. Everything else of the worker's class path, the broker and the worker itself included, stays hidden.
 *
 * <p>Connect's API packages are split over Kafka's jars ({@code org.apache.kafka.connect.transforms} is in connect-api
 * and in connect-transforms), so a class of them counts as API only if it comes from the jar that holds the API.
 */
final class ApiClassLoader extends URLClassLoader {

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final ClassLoader app;
    private final Set<String> connectJars;

    ApiClassLoader(ClassLoader app, Collection<URL> sharedJars) {
        super("leat-api", sharedJars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        this.app = app;
        this.connectJars = Stream.of(Connector.class, ConfigDef.class)
                .flatMap(type -> source(type).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The worker's own class of this name, if plugins share it. */
    Optional<Class<?>> apiClass(String name) {
        if (!ApiPackages.contains(name)) {
            return Optional.empty();
        }
        try {
            var type = Class.forName(name, false, app);
            return isApi(type) ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Service files of the API's jars and of the shared jars; the classes they name may still be hidden. */
    List<URL> serviceFiles(String service) throws IOException {
        var files = new ArrayList<URL>();
        app.getResources("META-INF/services/" + service).asIterator().forEachRemaining(files::add);
        findResources("META-INF/services/" + service).asIterator().forEachRemaining(files::add);
        return files;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            var api = apiClass(name);
            return api.isPresent() ? api.get() : super.loadClass(name, resolve);
        }
    }

    @Override
    public URL getResource(String name) {
        var url = super.getResource(name);
        return url != null || !isApiResource(name) ? url : app.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isApiResource(name) ? app.getResources(name) : super.getResources(name);
    }

    private static boolean isApiResource(String name) {
        return name.endsWith(".class") && ApiPackages.contains(name.replace('/', '.'));
    }

    private boolean isApi(Class<?> type) {
        return !type.getName().startsWith("org.apache.kafka.connect.")
                || source(type).map(connectJars::contains).orElse(true);
    }

    private static Optional<String> source(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .map(URL::toExternalForm);
    }
}
