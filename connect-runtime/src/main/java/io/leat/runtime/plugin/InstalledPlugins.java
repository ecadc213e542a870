package io.leat.runtime.plugin;

import io.leat.runtime.PluginInfo;
import io.leat.runtime.RequestException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of {@code plugin.path} and of the shared layer. Opening it reads service files only; old plugins without
 * them are looked for on a thread of their own, and only who asks for a name not found otherwise waits for it.
 */
public final class InstalledPlugins implements Plugins, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledPlugins.class);
    private static final Map<String, String> FASTER =
            Map.of("org.apache.kafka.connect.json.JsonConverter", "io.leat.converters.FastJsonConverter");
    private static final List<PluginType> LISTED = List.of(
            PluginType.SINK,
            PluginType.SOURCE,
            PluginType.TRANSFORMATION,
            PluginType.PREDICATE,
            PluginType.CONVERTER,
            PluginType.HEADER_CONVERTER);

    private final PluginLookup declared;
    private final CompletableFuture<PluginLookup> complete;
    private final PluginSearch search;
    private final boolean fastJson;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    private InstalledPlugins(
            PluginLookup declared, CompletableFuture<PluginLookup> complete, PluginSearch search, boolean fastJson) {
        this.declared = declared;
        this.complete = complete;
        this.search = search;
        this.fastJson = fastJson;
    }

    /**
     * Finds what is installed.
     *
     * @param app the loader of the worker's own class path, of which plugins see the API packages only
     * @throws IllegalStateException under {@code plugin.discovery=hybrid_fail}, naming plugins without service files
     */
    public static InstalledPlugins open(PluginSettings settings, ClassLoader app) {
        var search = new PluginSearch(settings, app);
        var declared = search.declared();
        var complete = new CompletableFuture<PluginLookup>();
        var scan = new Thread(() -> complete(complete, declared, search), "plugin-scan");
        scan.setDaemon(true);
        scan.start();
        var plugins = new InstalledPlugins(new PluginLookup(declared), complete, search, settings.fastJson());
        if (settings.discovery() == PluginDiscovery.HYBRID_FAIL) {
            plugins.requireServiceFiles();
        }
        return plugins;
    }

    private static void complete(
            CompletableFuture<PluginLookup> complete, List<PluginClass> declared, PluginSearch search) {
        var all = new ArrayList<>(declared);
        try {
            all.addAll(search.undeclared());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The scan for plugins without service files has failed; those with service files can be used", e);
        }
        complete.complete(new PluginLookup(all));
    }

    private void requireServiceFiles() {
        var undeclared = new LinkedHashSet<String>();
        complete.join().all().stream().map(PluginClass::className).forEach(undeclared::add);
        declared.all().stream().map(PluginClass::className).forEach(undeclared::remove);
        if (!undeclared.isEmpty()) {
            throw new IllegalStateException("plugin.discovery=hybrid_fail: these plugins have no service file: "
                    + String.join(", ", undeclared) + ". Use hybrid_warn, or plugins that declare themselves");
        }
    }

    @Override
    public List<PluginInfo> list() {
        var infos = new LinkedHashSet<PluginInfo>();
        for (var type : LISTED) {
            complete.join().all().stream()
                    .filter(p -> p.type() == type)
                    .sorted(Comparator.comparing(PluginClass::className))
                    .flatMap(p -> info(p).stream())
                    .forEach(infos::add);
        }
        return List.copyOf(infos);
    }

    private Optional<PluginInfo> info(PluginClass plugin) {
        try {
            var version = Optional.of(plugin.version()).filter(v -> !v.equals(PluginClass.UNDEFINED));
            return Optional.of(new PluginInfo(plugin.className(), plugin.type().wireName(), version));
        } catch (PluginBrokenException e) {
            if (reported.add(plugin.className())) {
                LOG.warn("Not listing a broken plugin", e);
            }
            return Optional.empty();
        }
    }

    @Override
    public Optional<PluginType> typeOf(String name) {
        return declared.typeOf(name).or(() -> complete.join().typeOf(name));
    }

    @Override
    public <T> Plugin<T> newInstance(PluginType type, Class<T> contract, String name, VersionRange version) {
        var asked = find(type, name, version);
        var used = standIn(asked).orElse(asked);
        try {
            var instance = contract.cast(used.newInstance());
            return new Plugin<>(instance, used.loader(), asked.className(), PluginClass.versionOf(instance));
        } catch (PluginBrokenException e) {
            LOG.debug("Asked for a broken plugin", e);
            throw new RequestException.Invalid(String.valueOf(e.getMessage()));
        }
    }

    private PluginClass find(PluginType type, String name, VersionRange version) {
        var kinds = EnumSet.of(type);
        var lookup = declared.has(kinds, name) ? declared : complete.join();
        return lookup.find(kinds, name, version);
    }

    private Optional<PluginClass> standIn(PluginClass asked) {
        var faster = FASTER.get(asked.className());
        if (!fastJson || faster == null) {
            return Optional.empty();
        }
        return declared.named(asked.type(), faster);
    }

    @Override
    public Class<?> loadBeside(Plugin<?> plugin, String className) {
        try {
            return ContextLoader.call(plugin.loader(), () -> Class.forName(className, true, plugin.loader()));
        } catch (ClassNotFoundException | LinkageError e) {
            throw new RequestException.Invalid(
                    "Class " + className + " named by " + plugin.className() + " cannot be loaded: " + e);
        }
    }

    /** Waits for a scan under way and lets go of the jars. Classes already loaded live on; others can no longer be. */
    @Override
    public void close() {
        complete.join();
        search.close();
    }
}
