package io.leat.runtime.pipeline;

import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/** One transform of the chain, under its predicate if it has one. */
final class Transform<R extends ConnectRecord<R>> implements Step<R> {

    private final String alias;
    private final Plugin<Transformation<R>> transform;
    private final @Nullable Plugin<Predicate<R>> predicate;
    private final boolean negate;

    Transform(
            String alias,
            Plugin<Transformation<R>> transform,
            @Nullable Plugin<Predicate<R>> predicate,
            boolean negate) {
        this.alias = alias;
        this.transform = transform;
        this.predicate = predicate;
        this.negate = negate;
    }

    @Override
    public Stage stage() {
        return Stage.TRANSFORMATION;
    }

    @Override
    public String name() {
        return "transform " + alias;
    }

    @Override
    public String className() {
        return transform.className();
    }

    @Override
    public @Nullable R apply(R record) {
        if (predicate != null && !applies(predicate, record)) {
            return record;
        }
        var context = ContextLoader.of(transform.loader());
        try {
            return transform.instance().apply(record);
        } finally {
            context.close();
        }
    }

    private boolean applies(Plugin<Predicate<R>> condition, R record) {
        var context = ContextLoader.of(condition.loader());
        try {
            return condition.instance().test(record) != negate;
        } finally {
            context.close();
        }
    }

    @Override
    public void close() {
        Utils.closeQuietly(transform.instance(), name());
        if (predicate != null) {
            Utils.closeQuietly(predicate.instance(), "predicate of " + name());
        }
    }
}
