package io.leat.connectors.delivery;

import io.leat.connect.api.fault.RecordFault;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * What a sink does with a record that can never be delivered: hands it to the worker's reporter (dead-letter topic) where
 * {@code errors.tolerance=all}, and fails the task where not. The record's ticket is complete only when the report is
 * durable, so its offset cannot move before.
 */
public final class ErrantRecords {

    private final @Nullable ErrantRecordReporter reporter;
    private final Queue<Reported> pending = new ArrayDeque<>();

    public ErrantRecords(SinkTaskContext context) {
        this.reporter = reporterOf(context);
    }

    /**
     * Reports a record. From any thread.
     *
     * @param whenDurable run on the task's thread, by {@link #settle}, once the report cannot be lost
     * @throws RecordFault if errors are not tolerated, naming the record
     */
    public void report(SinkRecord record, Throwable cause, Runnable whenDurable) {
        if (reporter == null) {
            throw new RecordFault(
                    name(record) + " cannot be delivered: " + cause.getMessage()
                            + " (errors.tolerance=all with a dead-letter topic would set such records aside)",
                    cause);
        }
        synchronized (pending) {
            pending.add(new Reported(name(record), reporter.report(record, cause), whenDurable));
        }
    }

    /**
     * Completes what has become durable. On the task's thread, in {@code put} and {@code preCommit}; does not wait.
     *
     * @throws RecordFault if a report failed: the record would be lost
     */
    public void settle() throws InterruptedException {
        for (var next = firstDone(); next != null; next = firstDone()) {
            next.finish();
        }
    }

    /** How many reports are not durable yet. */
    public int unsettled() {
        synchronized (pending) {
            return pending.size();
        }
    }

    private @Nullable Reported firstDone() {
        synchronized (pending) {
            var head = pending.peek();
            return head != null && head.report.isDone() ? pending.poll() : null;
        }
    }

    /** Where a record came from: {@code topic-partition@offset}. */
    public static String name(SinkRecord record) {
        return record.originalTopic() + "-" + record.originalKafkaPartition() + "@" + record.originalKafkaOffset();
    }

    /** Workers before Kafka Connect 2.6 have no such method. */
    private static @Nullable ErrantRecordReporter reporterOf(SinkTaskContext context) {
        try {
            return context.errantRecordReporter();
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            return null;
        }
    }

    private record Reported(String name, Future<Void> report, Runnable whenDurable) {

        void finish() throws InterruptedException {
            try {
                report.get();
                whenDurable.run();
            } catch (ExecutionException e) {
                var cause = e.getCause();
                throw new RecordFault(
                        name + " could neither be delivered nor written to the dead-letter topic: "
                                + (cause == null ? e.getMessage() : cause.getMessage()),
                        cause);
            }
        }
    }
}
