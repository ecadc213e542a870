package io.leat.runtime;

import io.leat.runtime.config.ConfigProblemsException;
import io.leat.runtime.config.Problem;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST extensions that {@code rest.extension.classes} names, each from its own plugin and configured. */
public final class RestExtensions implements AutoCloseable {

    public static final RestExtensions NONE = new RestExtensions(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(RestExtensions.class);
    private static final String KEY = "rest.extension.classes";

    private final List<Plugin<ConnectRestExtension>> extensions;

    private RestExtensions(List<Plugin<ConnectRestExtension>> extensions) {
        this.extensions = List.copyOf(extensions);
    }

    /** @throws ConfigProblemsException if one is not installed or refuses its settings; none stays open */
    public static RestExtensions open(WorkerSettings.Extensions settings, Plugins plugins) {
        var opened = new ArrayList<Plugin<ConnectRestExtension>>();
        for (var name : settings.rest()) {
            try {
                var plugin = plugins.newInstance(PluginType.REST_EXTENSION, ConnectRestExtension.class, name);
                opened.add(plugin);
                ContextLoader.run(plugin.loader(), () -> plugin.instance().configure(settings.given()));
            } catch (RuntimeException | LinkageError e) {
                new RestExtensions(opened).close();
                throw new ConfigProblemsException(
                        List.of(new Problem(KEY, name + " cannot be used: " + e.getMessage())));
            }
        }
        return new RestExtensions(opened);
    }

    public boolean isEmpty() {
        return extensions.isEmpty();
    }

    /** In the order of the configuration, each with its loader as the thread's context loader. */
    public void forEach(Consumer<ConnectRestExtension> action) {
        extensions.forEach(plugin -> ContextLoader.run(plugin.loader(), () -> action.accept(plugin.instance())));
    }

    /** What sees the classes of {@code parent} and of all extensions; a login module of theirs is found through it. */
    public ClassLoader loader(ClassLoader parent) {
        return new ExtensionLoader(
                parent, extensions.stream().map(Plugin::loader).toList());
    }

    @Override
    public void close() {
        for (var plugin : extensions) {
            var context = ContextLoader.of(plugin.loader());
            try {
                plugin.instance().close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("REST extension {} does not close", plugin.className(), e);
            } finally {
                context.close();
            }
        }
    }

    private static final class ExtensionLoader extends ClassLoader {

        private final List<ClassLoader> extensions;

        ExtensionLoader(ClassLoader parent, List<ClassLoader> extensions) {
            super("rest-extensions", parent);
            this.extensions = extensions;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            for (var loader : extensions) {
                try {
                    return loader.loadClass(name);
                } catch (ClassNotFoundException e) {
                    LOG.trace("{} is not in {}", name, loader, e);
                }
            }
            throw new ClassNotFoundException(name);
        }
    }
}
