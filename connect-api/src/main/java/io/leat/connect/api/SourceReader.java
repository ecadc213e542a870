package io.leat.connect.api;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a source's task reads from. All methods but {@link #wakeup} and {@link #delivered} are called on one thread at a
 * time, and none after {@link #close}.
 */
public interface SourceReader extends Closeable {

    /**
     * The next records, in order. Waits a while (well below a second) if there is none and then returns an empty list:
     * workers pause and stop a task between two polls only.
     *
     * @throws InterruptedException if the task is being stopped
     * @throws Exception to end the task; {@link io.leat.connect.api.fault.TransientFault} to be polled again
     */
    List<SourceRecord> poll() throws Exception;

    /**
     * A record is durable in the log, its source offset may not be yet. Called in the order of polling, on any thread;
     * must not block.
     *
     * @param metadata where it was written; null if a transform dropped the record
     */
    default void delivered(SourceRecord record, @Nullable RecordMetadata metadata) {}

    /** The source offsets of all records delivered before this call began are durable too. */
    default void committed() throws Exception {}

    /** Ends a {@link #poll} that waits, soon. Called on any thread, before {@link #close}. */
    default void wakeup() {}

    /** Lets go of everything. Called once, when no other method runs. */
    @Override
    default void close() throws IOException {}
}
