package io.leat.runtime.pipeline;

import io.leat.runtime.metrics.PluginRole;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/** Remembers the plugins made so far, so that they are closed if the pipeline cannot be completed. */
final class Made implements PluginUse {

    private final PluginUse told;
    private final List<AutoCloseable> plugins = new ArrayList<>();

    private Made(PluginUse told) {
        this.told = told;
    }

    /** Builds something of plugins, or closes those already made. */
    static <T> T completely(PluginUse told, Build<T> build) {
        var made = new Made(told);
        try {
            return build.with(made);
        } catch (RuntimeException | Error e) {
            made.plugins.forEach(
                    plugin -> Utils.closeQuietly(plugin, plugin.getClass().getName()));
            throw e;
        }
    }

    /** Builds something, and tells of each plugin as soon as it exists. */
    interface Build<T> {

        T with(PluginUse made);
    }

    @Override
    public void made(PluginRole role, Plugin<?> plugin) {
        if (plugin.instance() instanceof AutoCloseable closeable) {
            plugins.add(closeable);
        }
        told.made(role, plugin);
    }
}
