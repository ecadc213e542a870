package io.leat.broker.log;

import java.util.List;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Records;

/**
 * What a read found. {@link #records()} is a slice of the segment file that can be sent with {@code sendfile}, or
 * iterated; its first batch may begin before the offset asked for, and its last one may be cut.
 */
public interface Fetched {

    /** Whole batches, perhaps with a cut one at the end. */
    Records records();

    /** The first offset that is not readable yet for lack of durability. */
    long highWatermark();

    /** The first offset of an undecided append, or the high watermark. */
    long lastStableOffset();

    /** The first offset that still exists. */
    long logStartOffset();

    /** For {@link Isolation#READ_COMMITTED}: the aborted appends that have records here; else empty. */
    List<AbortedTransaction> abortedTransactions();

    /**
     * The batches with records that an application may see: neither control batches nor those of aborted appends, nor
     * a cut batch at the end. Read from the file in one piece; the buffers of the records stay valid.
     */
    List<RecordBatch> committedBatches();

    /**
     * Where the next read goes on: after the last whole batch, control and aborted ones included; the offset asked for
     * if nothing was found.
     */
    long nextOffset();
}
