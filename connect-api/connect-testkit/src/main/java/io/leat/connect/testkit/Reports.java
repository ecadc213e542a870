package io.leat.connect.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A dead-letter topic for tests: keeps what is reported and makes it durable at once, or when the test says so. Safe for
 * several threads.
 */
public final class Reports implements ErrantRecordReporter {

    private final List<Report> reports = new ArrayList<>();
    private boolean held;

    /** What was reported. */
    public record Report(SinkRecord record, Throwable error, CompletableFuture<Void> durable) {}

    @Override
    public synchronized Future<Void> report(SinkRecord record, Throwable error) {
        var report = new Report(record, error, new CompletableFuture<>());
        reports.add(report);
        if (!held) {
            report.durable().complete(null);
        }
        return report.durable();
    }

    /** From now on reports are not durable until {@link #release}. */
    public synchronized void hold() {
        held = true;
    }

    /** All reports become durable. */
    public synchronized void release() {
        held = false;
        reports.forEach(report -> report.durable().complete(null));
    }

    public synchronized List<Report> all() {
        return List.copyOf(reports);
    }
}
