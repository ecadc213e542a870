package io.leat.runtime.client;

import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.Configurable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interceptors of one client, in order. As in Kafka's clients one that throws changes nothing, and the next goes on with
 * what there was before; each is named in the log once. Called by the task's thread and the one that acknowledges.
 */
final class Interceptors<I extends Configurable> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);
    private static final String KEY = "interceptor.classes";

    private final List<Plugin<I>> all;
    private final UnaryOperator<String> mask;
    private final Set<String> failed = new HashSet<>();

    private Interceptors(List<Plugin<I>> all, UnaryOperator<String> mask) {
        this.all = List.copyOf(all);
        this.mask = mask;
    }

    /**
     * Makes those that {@code interceptor.classes} of the settings names.
     *
     * @param prefix {@code producer.override.} or {@code consumer.override.}
     * @param mask hides secrets in what they throw
     * @throws org.apache.kafka.common.config.ConfigException for one that cannot be used; none stays open
     */
    static <I extends Configurable> Interceptors<I> open(
            String prefix,
            PluginType type,
            Class<I> contract,
            ClientClasses classes,
            Map<String, String> settings,
            UnaryOperator<String> mask) {
        var opened = new ArrayList<Plugin<I>>();
        try {
            for (var name : names(settings)) {
                opened.add(classes.make(prefix + KEY, type, contract, name, settings));
            }
            return new Interceptors<>(opened, mask);
        } catch (RuntimeException e) {
            opened.forEach(ClientClasses::close);
            throw e;
        }
    }

    private static List<String> names(Map<String, String> settings) {
        return Arrays.stream(settings.getOrDefault(KEY, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Takes a value through all of them. */
    <T> T through(T first, BiFunction<I, T, @Nullable T> step) {
        var value = first;
        for (var interceptor : all) {
            var before = value;
            value = tried(interceptor, before, step);
        }
        return value;
    }

    private <T> T tried(Plugin<I> interceptor, T value, BiFunction<I, T, @Nullable T> step) {
        try {
            var next = ContextLoader.<@Nullable T, RuntimeException>call(
                    interceptor.loader(), () -> step.apply(interceptor.instance(), value));
            if (next != null) {
                return next;
            }
            tell(interceptor, "it returned null");
        } catch (RuntimeException | LinkageError e) {
            tell(interceptor, e.toString());
        }
        return value;
    }

    /** Tells each of them. */
    void tell(Consumer<I> message) {
        through(Boolean.TRUE, (interceptor, go) -> {
            message.accept(interceptor);
            return go;
        });
    }

    private synchronized void tell(Plugin<I> interceptor, String problem) {
        if (failed.add(interceptor.className())) {
            LOG.warn(
                    "The interceptor {} failed, and is passed over whenever it does: {}",
                    interceptor.className(),
                    mask.apply(problem));
        }
    }

    @Override
    public void close() {
        all.forEach(ClientClasses::close);
    }
}
