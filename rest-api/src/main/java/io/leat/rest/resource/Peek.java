package io.leat.rest.resource;

import io.leat.rest.view.RecordView;
import io.leat.rest.view.RecordsView;
import io.leat.runtime.TopicAdmin;
import io.leat.runtime.TopicAdmin.PeekedRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a page of a partition and stops after {@value #MAX_BYTES} bytes, so that a page of large records does not fill
 * the memory. It begins with one record and doubles its step while the records are small: at most the limit and one step
 * of records as large as those before is read.
 */
record Peek(String topic, int partition, long offset, int limit) {

    private static final long MAX_BYTES = 1 << 20;

    RecordsView read(TopicAdmin topics) {
        var records = new ArrayList<PeekedRecord>();
        var next = offset;
        var bytes = 0L;
        while (records.size() < limit && bytes < MAX_BYTES) {
            var step =
                    topics.peek(topic, partition, next, Math.min(step(records.size(), bytes), limit - records.size()));
            if (step.isEmpty()) {
                break;
            }
            records.addAll(step);
            bytes += step.stream().mapToLong(Peek::size).sum();
            next = step.get(step.size() - 1).offset() + 1;
        }
        return view(records, next);
    }

    /** As many as were read so far, or as fit if they are as large as those. */
    private static int step(int read, long bytes) {
        var fitting = bytes == 0 ? read : (MAX_BYTES - bytes) * read / bytes;
        return (int) Math.max(1, Math.min(read, fitting));
    }

    private RecordsView view(List<PeekedRecord> records, long next) {
        var nothingRead = records.isEmpty();
        return new RecordsView(
                topic,
                partition,
                nothingRead ? Math.max(0, offset) : next,
                records.stream().map(RecordView::of).toList());
    }

    private static long size(PeekedRecord peeked) {
        var size = 0L;
        size += peeked.key() == null ? 0 : peeked.key().length;
        size += peeked.value() == null ? 0 : peeked.value().length;
        for (var header : peeked.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }
}
