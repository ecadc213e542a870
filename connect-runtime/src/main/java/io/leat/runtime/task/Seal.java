package io.leat.runtime.task;

import io.leat.runtime.log.LogWriter;
import java.util.List;

/** What an {@link Outbox} adds to an append, after the records of its parcels. Called under its lock. */
interface Seal<P> {

    void addTo(LogWriter writer, List<P> parcels);

    /** These are in the log without a seal; the next one is for them too. */
    default void carry(List<P> parcels) {}

    /** What was carried was aborted; the next seal says so. */
    default void dropCarried() {}

    /** What was carried was aborted, and is to be as if it had never been. */
    default void forgetCarried() {}
}
