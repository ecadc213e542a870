package io.leat.distribution.log;

import io.leat.broker.log.Isolation;
import io.leat.broker.log.PartitionLog;
import io.leat.runtime.log.LogRecord;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader's place in one partition, between and within batches. */
final class Cursor {

    private static final Logger LOG = LoggerFactory.getLogger(Cursor.class);

    private final PartitionLog log;
    private final Reset reset;
    private long position;
    /** Where the next read of the log begins; ahead of the position while batches are left. */
    private long nextRead;

    private Iterator<RecordBatch> batches = Collections.emptyIterator();
    private Iterator<Record> records = Collections.emptyIterator();
    private TimestampType timestampType = TimestampType.CREATE_TIME;

    Cursor(PartitionLog log, long position, Reset reset) {
        this.log = log;
        this.reset = reset;
        this.position = position;
        this.nextRead = position;
    }

    PartitionLog log() {
        return log;
    }

    long position() {
        return position;
    }

    void seek(long offset) {
        position = offset;
        nextRead = offset;
        batches = Collections.emptyIterator();
        records = Collections.emptyIterator();
    }

    /**
     * Adds records to {@code found}: at most {@code maxRecords}, and about {@code maxBytes}.
     *
     * @return bytes of the records added
     */
    long fill(List<LogRecord> found, int maxRecords, long maxBytes) {
        long bytes = 0;
        int count = 0;
        while (count < maxRecords && bytes < maxBytes && advance(maxBytes - bytes)) {
            var record = records.next();
            if (record.offset() >= position) {
                position = record.offset() + 1;
                bytes += record.sizeInBytes();
                count++;
                found.add(decode(record));
            }
        }
        return bytes;
    }

    /** Makes sure that there is a next record; false if the end is reached. */
    private boolean advance(long maxBytes) {
        while (!records.hasNext()) {
            if (!batches.hasNext() && !read((int) Math.min(Integer.MAX_VALUE, maxBytes))) {
                return false;
            }
            if (batches.hasNext()) {
                var batch = batches.next();
                timestampType = batch.timestampType();
                records = batch.iterator();
            }
        }
        return true;
    }

    private boolean read(int maxBytes) {
        position = Math.max(position, nextRead);
        try {
            var fetched = log.read(nextRead, maxBytes, Isolation.READ_COMMITTED);
            batches = fetched.committedBatches().iterator();
            boolean moved = fetched.nextOffset() > nextRead;
            nextRead = fetched.nextOffset();
            if (!batches.hasNext()) {
                position = Math.max(position, nextRead);
            }
            return moved;
        } catch (OffsetOutOfRangeException e) {
            reset();
            return true;
        }
    }

    private void reset() {
        long to = reset.instead(log, nextRead);
        LOG.warn(
                "{}: offset {} does not exist (the log begins at {} and ends at {}): reading on at {}. Records in between"
                        + " were deleted by retention or the topic was cut.",
                log.topicPartition(),
                nextRead,
                log.logStartOffset(),
                log.logEndOffset(),
                to);
        seek(to);
    }

    private LogRecord decode(Record record) {
        TopicPartition partition = log.topicPartition();
        return new LogRecord(
                partition,
                record.offset(),
                record.timestamp(),
                timestampType,
                Utils.toNullableArray(record.key()),
                Utils.toNullableArray(record.value()),
                record.headers());
    }
}
