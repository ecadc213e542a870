package io.leat.runtime.log.memory;

import io.leat.runtime.TopicAdmin;
import io.leat.runtime.log.LogRecord;
import java.util.ArrayList;
import java.util.List;

/** The records of one partition; guarded by the log's lock. */
final class MemoryPartition {

    private final List<LogRecord> records = new ArrayList<>();
    private long bytes;

    long endOffset() {
        return records.size();
    }

    void add(LogRecord record) {
        records.add(record);
        bytes += size(record);
    }

    /** Records from the offset on, at least one if there is one. */
    List<LogRecord> read(long offset, int maxRecords, int maxBytes) {
        var first = (int) Math.max(0, Math.min(offset, records.size()));
        var last = first;
        var taken = 0L;
        while (last < records.size() && last - first < maxRecords && (last == first || taken < maxBytes)) {
            taken += size(records.get(last++));
        }
        return List.copyOf(records.subList(first, last));
    }

    /** Of the first record at or after the time, or the end. */
    long offsetFor(long timestamp) {
        return records.stream()
                .filter(record -> record.timestamp() >= timestamp)
                .mapToLong(LogRecord::offset)
                .findFirst()
                .orElse(endOffset());
    }

    TopicAdmin.Partition describe(int number) {
        return new TopicAdmin.Partition(number, 0, endOffset(), bytes, true);
    }

    static long size(LogRecord record) {
        var key = record.key();
        var value = record.value();
        return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }
}
