package io.leat.runtime.task;

import io.leat.runtime.log.LogWriter;
import java.util.Optional;

/** Records that belong together, on their way through an {@link Outbox}. */
interface Parcel {

    /** About what the parcel holds in memory. */
    long bytes();

    /** Adds the records to the open append; called again if the append has to be repeated. */
    void addTo(LogWriter writer);

    /** From now on there is nothing to add but what is to be remembered of the records. */
    default void drop() {
        throw new UnsupportedOperationException();
    }

    /** Why the log did not take all the records, if so; those before the first it refused are added. */
    Optional<RuntimeException> failure();
}
