package io.leat.connectors.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;

/** What a task counts, for the worker's metrics where it offers them (Kafka Connect 4.1 and later). */
final class TailMetrics {
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder longLines = new LongAdder();
    private final LongAdder malformedLines = new LongAdder();
    private final LongAdder cutFiles = new LongAdder();
    private volatile List<Reach> reached = List.of();
    private volatile int openFiles;
    private volatile int readFiles;
    private volatile int waitingFiles;

    void register(SourceTaskContext context) {
        PluginMetrics metrics;
        try {
            metrics = context.pluginMetrics();
        } catch (NoSuchMethodError | UnsupportedOperationException e) {
            return;
        }
        if (metrics != null) {
            figures()
                    .forEach((name, value) ->
                            metrics.addMetric(metrics.metricName(name, "", new LinkedHashMap<>()), (Gauge<Long>)
                                    (config, now) -> value.getAsLong()));
        }
    }

    void read(int moreRecords, long moreBytes) {
        records.add(moreRecords);
        bytes.add(moreBytes);
    }

    /** A line was longer than allowed. */
    void longLine() {
        longLines.increment();
    }

    /** A line was not what the format asks for. */
    void malformedLine() {
        malformedLines.increment();
    }

    /** A file was cut or written anew while it was read. */
    void cutFile() {
        cutFiles.increment();
    }

    /** How many files there are at present. */
    void files(int reading, int waiting, int open) {
        readFiles = reading;
        waitingFiles = waiting;
        openFiles = open;
    }

    /** How far reading has come. What is left is looked up on the disk when somebody asks, so also while nothing is read. */
    void reached(List<Reach> files) {
        reached = files;
    }

    Map<String, LongSupplier> figures() {
        var all = new LinkedHashMap<String, LongSupplier>();
        all.put("records-read-total", records::sum);
        all.put("bytes-read-total", bytes::sum);
        all.put("long-lines-total", longLines::sum);
        all.put("malformed-lines-total", malformedLines::sum);
        all.put("files-cut-total", cutFiles::sum);
        all.put("files-read", () -> readFiles);
        all.put("files-waiting", () -> waitingFiles);
        all.put("files-open", () -> openFiles);
        all.put(
                "source-lag-bytes",
                () -> reached.stream().mapToLong(Reach::unread).sum());
        all.put(
                "source-lag-files",
                () -> reached.stream().filter(Reach::isUnread).count());
        return all;
    }
}
