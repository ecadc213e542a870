package io.leat.connect.api;

import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * A transform that makes several records of one: the findings of a report, the events of a batch.
 *
 * <p>A worker that knows this interface calls {@link #split} in place of {@link #apply}. Every piece counts as the same
 * record to the offsets: in a source, only the last piece carries the record's own source offset to the store; in a
 * sink, every piece has the original topic, partition and offset, and the offset moves on when all are delivered. The
 * ordinal of a piece is its place in the list, so the list must be the same each time for the same record.
 *
 * <p>A worker that does not know it calls {@link #apply}, which must then do what can be done with one record (usually
 * leave the array in place) and must not lose anything.
 *
 * @param <R> the kind of record
 */
public interface RecordSplitter<R extends ConnectRecord<R>> extends Transformation<R> {

    /** The pieces in order; an empty list drops the record. Called on the task's thread. */
    List<R> split(R record);
}
