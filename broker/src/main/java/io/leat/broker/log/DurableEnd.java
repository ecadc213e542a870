package io.leat.broker.log;

import org.apache.kafka.storage.internals.log.LogOffsetMetadata;

/**
 * How far a log's records survive a power loss: forced in their segments, or in the journal. Everything below is safe by
 * either way, because each write to the journal begins where this ends. Safe for use from any thread.
 */
final class DurableEnd {
    private LogOffsetMetadata end;

    DurableEnd(LogOffsetMetadata end) {
        this.end = end;
    }

    synchronized LogOffsetMetadata get() {
        return end;
    }

    synchronized void raiseTo(LogOffsetMetadata reached) {
        if (reached.messageOffset >= end.messageOffset) {
            end = reached;
        }
    }
}
