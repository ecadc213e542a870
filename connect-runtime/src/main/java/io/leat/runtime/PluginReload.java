package io.leat.runtime;

import io.leat.runtime.assign.RestartPlan;
import io.leat.runtime.config.UsedPlugins;
import io.leat.runtime.connector.ConnectorHosts;
import io.leat.runtime.plugin.PluginFolders.Change;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.state.ConfigSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changed plugins to the connectors that use them. A change takes effect when two looks in a row have seen the
 * same files; then the connectors whose configuration comes to other classes than before are restarted, one after the
 * other. A plugin that was removed disturbs nobody: who has it goes on with it until the next restart.
 */
final class PluginReload implements InstalledFolders, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginReload.class);

    private final Plugins plugins;
    private final Supplier<ConfigSnapshot> configs;
    private final Map<String, String> converters;
    private final ConnectorHosts hosts;
    private final Duration restartTimeout;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(PluginReload::thread);
    private boolean restartsDone = true;

    /**
     * @param converters the worker's own, for connectors that name none
     * @param restartTimeout for one connector
     */
    PluginReload(
            Plugins plugins,
            Supplier<ConfigSnapshot> configs,
            Map<String, String> converters,
            ConnectorHosts hosts,
            Duration restartTimeout) {
        this.plugins = plugins;
        this.configs = configs;
        this.converters = converters;
        this.hosts = hosts;
        this.restartTimeout = restartTimeout;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "plugin-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** @param interval between two looks, which is how long files must have been left alone */
    void watch(Duration interval) {
        var unused = watch.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            look(false);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Cannot look for changed plugins; the next look is made as usual", e);
        }
    }

    @Override
    public List<InstalledFolder> list() {
        return plugins.folders().list();
    }

    @Override
    public Refreshed refresh() {
        return look(true);
    }

    private synchronized Refreshed look(boolean atOnce) {
        if (restartsDone) {
            plugins.folders().closeReplaced();
        }
        var before = new HashMap<String, UsedPlugins>();
        var change = plugins.folders().refresh(atOnce, () -> before.putAll(used()));
        if (change.isEmpty()) {
            return new Refreshed(List.of(), List.of(), List.of(), List.of());
        }
        var restarted = restart(changed(before, change));
        return new Refreshed(change.added(), change.replaced(), change.removed(), restarted);
    }

    private Map<String, UsedPlugins> used() {
        return configs.get().configs().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> UsedPlugins.of(entry.getValue(), converters, plugins)));
    }

    private List<String> changed(Map<String, UsedPlugins> before, Change change) {
        var changed = new ArrayList<String>();
        var orphans = new ArrayList<String>();
        used().forEach((name, now) -> {
            if (!now.equals(before.get(name))) {
                (now.areInstalled() ? changed : orphans).add(name);
            }
        });
        LOG.info("Plugins added: {}, replaced: {}, removed: {}", change.added(), change.replaced(), change.removed());
        if (!orphans.isEmpty()) {
            LOG.warn(
                    "Connectors {} use plugins that are no longer installed: they go on until they are restarted",
                    orphans);
        }
        return changed;
    }

    private List<String> restart(List<String> connectors) {
        restartsDone = true;
        for (var name : connectors) {
            LOG.info("Restarting connector {}: its plugins have changed", name);
            var tasks = configs.get().tasks(name).size();
            var plan = new RestartPlan(true, IntStream.range(0, tasks).boxed().collect(Collectors.toSet()));
            try {
                hosts.restart(name, plan, restartTimeout);
            } catch (RequestException e) {
                restartsDone = false;
                LOG.warn("Connector {} has not restarted with its changed plugins yet: {}", name, e.getMessage());
            }
        }
        return connectors;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
