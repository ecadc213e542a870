package io.leat.runtime.pipeline;

import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.storage.Converter;

/** What the steps around a key or value converter share. */
abstract class ConverterStep<T> implements Step<T> {

    final Plugin<Converter> plugin;
    private final Stage stage;
    private final boolean readsHeaders;

    /** @param method the converter's method in use, whose form with headers is called only where it is implemented */
    ConverterStep(Plugin<Converter> plugin, Stage stage, String method) {
        this.plugin = plugin;
        this.stage = stage;
        this.readsHeaders = overridesFormWithHeaders(plugin.instance().getClass(), method);
    }

    private static boolean overridesFormWithHeaders(Class<?> converter, String method) {
        return Arrays.stream(converter.getMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .filter(candidate -> Arrays.asList(candidate.getParameterTypes())
                        .contains(org.apache.kafka.common.header.Headers.class))
                .anyMatch(candidate -> candidate.getDeclaringClass() != Converter.class);
    }

    final boolean isKey() {
        return stage == Stage.KEY_CONVERTER;
    }

    final boolean readsHeaders() {
        return readsHeaders;
    }

    @Override
    public final Stage stage() {
        return stage;
    }

    @Override
    public final String name() {
        return stage.words();
    }

    @Override
    public final String className() {
        return plugin.className();
    }

    @Override
    public final void close() {
        Utils.closeQuietly(plugin.instance(), name());
    }
}
