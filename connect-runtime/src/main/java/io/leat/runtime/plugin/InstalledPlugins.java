package io.leat.runtime.plugin;

import io.leat.runtime.InstalledFolder;
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

    private static final Set<PluginType> OF_THE_WORKER = EnumSet.of(
            PluginType.CONFIG_PROVIDER,
            PluginType.REST_EXTENSION,
            PluginType.METRICS_REPORTER,
            PluginType.OVERRIDE_POLICY);

    /** Extensions of Kafka's clients, which declare themselves nowhere: a service file cannot be asked of them. */
    private static final Set<PluginType> OF_CLIENTS =
            EnumSet.of(PluginType.PARTITIONER, PluginType.PRODUCER_INTERCEPTOR, PluginType.CONSUMER_INTERCEPTOR);

    private final PluginSearch search;
    private final FolderWatch watch;
    private final boolean fastJson;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private volatile Inventory inventory;

    private InstalledPlugins(PluginSearch search, Inventory inventory, boolean fastJson) {
        this.search = search;
        this.watch = new FolderWatch(search);
        this.inventory = inventory;
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
        var folders = search.locations().stream()
                .map(location -> search.open(location, location.fingerprintNow()))
                .toList();
        var scan = new Thread(() -> folders.forEach(search::scan), "plugin-scan");
        scan.setDaemon(true);
        scan.start();
        var plugins = new InstalledPlugins(search, new Inventory(search.shared(), folders), settings.fastJson());
        if (settings.discovery() == PluginDiscovery.HYBRID_FAIL) {
            plugins.requireServiceFiles();
        }
        return plugins;
    }

    private void requireServiceFiles() {
        var undeclared = new LinkedHashSet<String>();
        inventory.complete().all().stream()
                .filter(plugin -> !OF_CLIENTS.contains(plugin.type()))
                .map(PluginClass::className)
                .forEach(undeclared::add);
        inventory.declared().all().stream().map(PluginClass::className).forEach(undeclared::remove);
        if (!undeclared.isEmpty()) {
            throw new IllegalStateException("plugin.discovery=hybrid_fail: these plugins have no service file: "
                    + String.join(", ", undeclared) + ". Use hybrid_warn, or plugins that declare themselves");
        }
    }

    @Override
    public List<PluginInfo> list() {
        var infos = new LinkedHashSet<PluginInfo>();
        for (var type : LISTED) {
            inventory.complete().all().stream()
                    .filter(p -> p.type() == type)
                    .sorted(Comparator.comparing(PluginClass::className))
                    .flatMap(p -> info(p).stream())
                    .forEach(infos::add);
        }
        return List.copyOf(infos);
    }

    private Optional<PluginInfo> info(PluginClass plugin) {
        try {
            return Optional.of(infoOf(plugin));
        } catch (PluginBrokenException e) {
            if (reported.add(plugin.className())) {
                LOG.warn("Not listing a broken plugin", e);
            }
            return Optional.empty();
        }
    }

    private static PluginInfo infoOf(PluginClass plugin) {
        var version = Optional.of(plugin.version()).filter(v -> !v.equals(PluginClass.UNDEFINED));
        return new PluginInfo(plugin.className(), plugin.type().wireName(), version);
    }

    @Override
    public Optional<PluginType> typeOf(String name) {
        var installed = inventory;
        return installed.declared().typeOf(name).or(() -> installed.complete().typeOf(name));
    }

    @Override
    public <T> Plugin<T> newInstance(PluginType type, Class<T> contract, String name, VersionRange version) {
        var asked = find(type, name, version);
        var used = standIn(asked).orElse(asked);
        try {
            var instance = contract.cast(used.newInstance());
            if (OF_THE_WORKER.contains(type)) {
                keep(used);
            }
            return new Plugin<>(instance, used.loader(), asked.className(), PluginClass.versionOf(instance));
        } catch (PluginBrokenException e) {
            LOG.debug("Asked for a broken plugin", e);
            throw new RequestException.Invalid(String.valueOf(e.getMessage()));
        }
    }

    private PluginClass find(PluginType type, String name, VersionRange version) {
        var kinds = EnumSet.of(type);
        var installed = inventory;
        var lookup = installed.declared().has(kinds, name) ? installed.declared() : installed.complete();
        return lookup.find(kinds, name, version);
    }

    @Override
    public List<String> versions(PluginType type, String name) {
        return inventory.complete().versions(EnumSet.of(type), name);
    }

    @Override
    public Optional<ClassLoader> loaderOf(PluginType type, String name, VersionRange version) {
        try {
            var asked = find(type, name, version);
            return Optional.of(standIn(asked).orElse(asked).loader());
        } catch (RequestException.Invalid e) {
            return Optional.empty();
        }
    }

    private Optional<PluginClass> standIn(PluginClass asked) {
        var faster = FASTER.get(asked.className());
        if (!fastJson || faster == null) {
            return Optional.empty();
        }
        return inventory.declared().named(asked.type(), faster);
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

    private synchronized void keep(PluginClass used) {
        watch.usedByWorker(used.loader());
    }

    @Override
    public PluginFolders folders() {
        return new PluginFolders() {
            @Override
            public Change refresh(boolean atOnce, Runnable beforeChange) {
                return InstalledPlugins.this.refresh(atOnce, beforeChange);
            }

            @Override
            public List<InstalledFolder> list() {
                return InstalledPlugins.this.listFolders();
            }

            @Override
            public void closeReplaced() {
                InstalledPlugins.this.closeReplaced();
            }
        };
    }

    private synchronized PluginFolders.Change refresh(boolean atOnce, Runnable beforeChange) {
        inventory.complete(); // the first scan may still be under way
        var next = watch.look(inventory, atOnce);
        if (!next.change().isEmpty()) {
            beforeChange.run();
        }
        inventory = next.inventory();
        return next.change();
    }

    private synchronized void closeReplaced() {
        watch.closeReplaced();
    }

    private synchronized List<InstalledFolder> listFolders() {
        var folders = new ArrayList<InstalledFolder>();
        inventory.folders().forEach(folder -> folders.add(shown(folder)));
        folders.addAll(watch.others(inventory));
        return folders;
    }

    private InstalledFolder shown(PluginFolder folder) {
        var infos = new ArrayList<PluginInfo>();
        var broken = new ArrayList<String>();
        var classes = new ArrayList<>(folder.declared());
        classes.addAll(folder.undeclared().join());
        for (var plugin : classes) {
            try {
                infos.add(infoOf(plugin));
            } catch (PluginBrokenException e) {
                broken.add(String.valueOf(e.getMessage()));
            }
        }
        var problem =
                folder.problem().or(() -> Optional.of(String.join("; ", broken)).filter(all -> !all.isEmpty()));
        return new InstalledFolder(folder.name(), state(folder), problem, infos);
    }

    private InstalledFolder.State state(PluginFolder folder) {
        if (watch.isSettling(folder)) {
            return InstalledFolder.State.SETTLING;
        }
        return folder.problem().isPresent() ? InstalledFolder.State.BROKEN : InstalledFolder.State.LOADED;
    }

    /** Waits for a scan under way and lets go of the jars. Classes already loaded live on; others can no longer be. */
    @Override
    public synchronized void close() {
        inventory.complete();
        watch.closeReplaced();
        inventory.folders().forEach(folder -> PluginSearch.close(folder.loader()));
        search.close();
    }
}
