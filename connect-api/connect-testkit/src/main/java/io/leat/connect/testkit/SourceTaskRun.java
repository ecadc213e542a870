package io.leat.connect.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** One task of a {@link SourceRun}. */
public final class SourceTaskRun {

    private final SourceTask task;
    private final Converters converters;
    private final MemoryOffsets offsets;
    private final MemoryLog log;
    private final Map<Map<String, ?>, Map<String, ?>> uncommitted = new LinkedHashMap<>();

    SourceTaskRun(SourceTask task, Converters converters, MemoryOffsets offsets, MemoryLog log) {
        this.task = task;
        this.converters = converters;
        this.offsets = offsets;
        this.log = log;
    }

    /** Polls once; empty if the source has nothing. The records are nowhere yet. */
    public List<SourceRecord> poll() throws InterruptedException {
        var records = task.poll();
        return records == null ? List.of() : records;
    }

    /** Converts and writes records to the log and tells the task; their offsets are not stored yet. */
    public void write(List<SourceRecord> records) throws InterruptedException {
        for (var record : records) {
            var written = converters.append(log, record);
            uncommitted.put(record.sourcePartition(), record.sourceOffset());
            task.commitRecord(record, metadata(written));
        }
    }

    /** Stores the offsets of what was written and tells the task. */
    public void commit() throws InterruptedException {
        uncommitted.forEach(offsets::store);
        uncommitted.clear();
        task.commit();
    }

    /** Stops the task; from any thread. */
    public void stop() {
        task.stop();
    }

    private static RecordMetadata metadata(MemoryRecord written) {
        return new RecordMetadata(
                written.partition(),
                written.offset(),
                0,
                written.timestamp(),
                written.key() == null ? -1 : written.key().length,
                written.value() == null ? -1 : written.value().length);
    }
}
