package io.leat.connectors.file;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** What one poll returns, bounded in records and bytes. */
final class Batch {
    private final List<SourceRecord> records = new ArrayList<>();
    private final int maxRecords;
    private final long maxBytes;
    private final long time;
    private long bytes;

    /** @param time epoch milliseconds that its records and marks bear */
    Batch(int maxRecords, long maxBytes, long time) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
        this.time = time;
    }

    void add(SourceRecord record, int size) {
        records.add(record);
        bytes += size;
    }

    boolean full() {
        return records.size() >= maxRecords || bytes >= maxBytes;
    }

    List<SourceRecord> records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    long time() {
        return time;
    }
}
