package io.leat.runtime.pipeline;

import io.leat.runtime.metrics.PluginRole;
import io.leat.runtime.plugin.Plugins.Plugin;

/** Told of each plugin of a pipeline as soon as it exists, before it is configured. */
@FunctionalInterface
public interface PluginUse {

    void made(PluginRole role, Plugin<?> plugin);
}
