package io.leat.runtime.task;

import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.watch.Place;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connector's source task. {@code poll} is the task thread's; acknowledgements and commits come from another. */
final class SourcePlugin {

    private static final Logger LOG = LoggerFactory.getLogger(SourcePlugin.class);

    private final SourceTask task;
    private final ClassLoader loader;
    private final TaskScope<?> scope;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean polling;

    SourcePlugin(SourceTask task, ClassLoader loader, TaskScope<?> scope) {
        this.task = task;
        this.loader = loader;
        this.scope = scope;
    }

    SourceTask task() {
        return task;
    }

    ClassLoader loader() {
        return loader;
    }

    boolean isPolling() {
        return polling;
    }

    /** Whether the connector wants to be told of each record; to do nothing for millions of them is left out. */
    boolean wantsRecords() {
        try {
            return task.getClass()
                            .getMethod("commitRecord", SourceRecord.class, RecordMetadata.class)
                            .getDeclaringClass()
                    != SourceTask.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A source task without commitRecord", e);
        }
    }

    @Nullable
    List<SourceRecord> poll() throws InterruptedException {
        polling = true;
        try {
            return scope.watch().inside(Place.POLL, task::poll);
        } finally {
            polling = false;
        }
    }

    /**
     * As in Kafka Connect whatever the connector throws here is logged: the record is in the log and stays there. That
     * goes for an {@link InterruptedException}, too: it is the connector's own word, and who really ends the thread is
     * asked ({@link TaskControl#isAbandoned}).
     */
    void acknowledge(SourceRecord record, @Nullable RecordMetadata metadata) {
        try {
            task.commitRecord(record, metadata);
        } catch (Throwable e) {
            LOG.error(
                    "The connector failed to acknowledge a record; its position is committed all the same: {}",
                    scope.trace(e));
        }
    }

    /** As {@link #acknowledge}. */
    void commit() {
        try {
            scope.watch().within(Place.COMMIT, task::commit);
        } catch (Throwable e) {
            LOG.error(
                    "The connector failed to commit; the positions in the log are committed all the same: {}",
                    scope.trace(e));
        }
    }

    /** Calls the connector's {@code stop} unless that was done. */
    void stop() {
        if (stopped.compareAndSet(false, true)) {
            try {
                scope.watch().within(Place.STOP, () -> ContextLoader.run(loader, task::stop));
            } catch (Throwable e) {
                LOG.warn("The connector failed to stop in an orderly way: {}", scope.trace(e));
            }
        }
    }
}
