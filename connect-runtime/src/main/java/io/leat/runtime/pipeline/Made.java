package io.leat.runtime.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;

/** Remembers the plugins made so far, so that they are closed if the pipeline cannot be completed. */
final class Made implements Consumer<Object> {

    private final Consumer<Object> told;
    private final List<AutoCloseable> plugins = new ArrayList<>();

    private Made(Consumer<Object> told) {
        this.told = told;
    }

    /** Builds something of plugins, or closes those already made. */
    static <T> T completely(Consumer<Object> told, Build<T> build) {
        var made = new Made(told);
        try {
            return build.with(made);
        } catch (RuntimeException e) {
            made.plugins.forEach(
                    plugin -> Utils.closeQuietly(plugin, plugin.getClass().getName()));
            throw e;
        }
    }

    /** Builds something, and tells of each plugin as soon as it exists. */
    interface Build<T> {

        T with(Consumer<Object> made);
    }

    @Override
    public void accept(Object plugin) {
        if (plugin instanceof AutoCloseable closeable) {
            plugins.add(closeable);
        }
        told.accept(plugin);
    }
}
