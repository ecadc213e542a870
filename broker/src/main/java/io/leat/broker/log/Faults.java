package io.leat.broker.log;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.KafkaStorageException;

/** What errors of a partition's files come to: the first one takes it out of full service. Not called under its lock. */
final class Faults {
    private final PartitionState state;
    private final Runnable firstFault;
    private final Advances advances;

    /** @param firstFault told once for each time that the partition leaves full service */
    Faults(PartitionState state, Runnable firstFault, Advances advances) {
        this.state = state;
        this.firstFault = firstFault;
        this.advances = advances;
    }

    /**
     * Returns what the caller of an append gets. Kafka's exceptions tell that the batch was refused before anything was
     * written; whatever else comes may have left something half done, an {@code InternalError} among them: that is how a
     * memory-mapped index tells of a full disk.
     */
    RuntimeException ofAppend(OpenLog opened, Throwable failure) {
        if (failure instanceof ApiException refusal && !(failure instanceof KafkaStorageException)) {
            return refusal;
        }
        return fail(opened, "append to it", failure, true);
    }

    /** Returns what the caller of a read gets. */
    RuntimeException ofRead(OpenLog opened, Throwable failure) {
        if (failure instanceof ApiException refusal
                && !(failure instanceof KafkaStorageException)
                && !(failure instanceof CorruptRecordException)) {
            return refusal;
        }
        return fail(opened, "read it", failure, true);
    }

    /** @param repairable false after a failed force: nobody knows what the disk has */
    KafkaStorageException fail(OpenLog opened, String action, Throwable cause, boolean repairable) {
        var failure = state.fail(opened, action, cause, repairable);
        if (failure.isNew()) {
            firstFault.run();
            failure.tell();
            advances.tell();
        }
        return failure.reason();
    }
}
