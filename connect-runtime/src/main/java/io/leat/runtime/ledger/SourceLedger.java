package io.leat.runtime.ledger;

import io.leat.runtime.log.LogWriter;
import java.util.List;

/**
 * What a source task tells the ledger. {@link #polled}, {@link #sending} and {@link #failed} are the task thread's; {@link
 * #seal} and {@link #opened} are called under the lock of whoever writes; {@link #durable} by whoever learns of it, in the
 * order of the appends.
 */
public interface SourceLedger {

    /** So many records came from the connector; each of them is in one of the batches that are {@link #sending sent}. */
    void polled(int records);

    /**
     * A batch is complete and is handed on; before {@link #seal} sees it. Dead letters that are sent in
     * again were not {@link #polled}: the batch tells how many of its records they are.
     */
    void sending(Counts batch);

    /** A record that was polled ends the task. It is undecided, and read again when the task starts the next time. */
    void failed();

    /**
     * A new writer is at work: what was sealed and is not durable never will be, and is sealed again. The first call
     * reads where the ledger stands, after all earlier writers of the task were shut out.
     */
    void opened();

    /** Adds to the open append what the ledger has to say of it. Once for each append, even if nothing was counted. */
    void seal(LogWriter writer, Counts counts, List<Position> positions);

    /** The oldest append that was sealed is durable. */
    void durable();

    /** The task has ended: what it had in flight is undecided and will be read again. */
    void ended();
}
