package io.leat.runtime.pipeline;

import io.leat.connect.api.RecordSplitter;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.Optional;
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
    private final Optional<Split<R>> splitter;

    Transform(
            String alias,
            Plugin<Transformation<R>> transform,
            @Nullable Plugin<Predicate<R>> predicate,
            boolean negate) {
        this.alias = alias;
        this.transform = transform;
        this.predicate = predicate;
        this.negate = negate;
        this.splitter = transform.instance() instanceof RecordSplitter<R> several
                ? Optional.of(new Split<>(this, several))
                : Optional.empty();
    }

    /** The step to take in place of this one, if the transform makes several records of one. */
    Optional<Split<R>> splitter() {
        return splitter;
    }

    String alias() {
        return alias;
    }

    ClassLoader loader() {
        return transform.loader();
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
        if (!applies(record)) {
            return record;
        }
        var context = ContextLoader.of(transform.loader());
        try {
            return transform.instance().apply(record);
        } finally {
            context.close();
        }
    }

    boolean applies(R record) {
        return predicate == null || holds(predicate, record);
    }

    private boolean holds(Plugin<Predicate<R>> condition, R record) {
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
