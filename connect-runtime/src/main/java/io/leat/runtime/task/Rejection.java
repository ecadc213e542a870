package io.leat.runtime.task;

import io.leat.runtime.pipeline.Outgoing;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What to do with a record of a {@link PolledBatch} that the log does not take. */
interface Rejection {

    /** Another try after the cause was removed, such as a topic that had to be made again. @return false if not */
    boolean isCured(Outgoing record, KafkaException cause);

    /** What becomes of the record instead. */
    Verdict judge(Outgoing record, KafkaException cause);

    /** What the worker writes is not taken either. @return how the task has to end */
    RuntimeException unwritable(LogEntry entry, KafkaException cause);

    /** Makes a topic of the worker's again that was deleted meanwhile. */
    void recreate(LogEntry entry);

    /** What becomes of a record that the log does not take. */
    sealed interface Verdict {

        /** It is left out. @param instead what is written in its place, a dead letter for instance */
        record LeftOut(@Nullable LogEntry instead) implements Verdict {}

        /** The task has to end. */
        record End(RuntimeException failure) implements Verdict {}
    }
}
