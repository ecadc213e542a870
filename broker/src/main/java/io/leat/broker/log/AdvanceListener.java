package io.leat.broker.log;

/**
 * Told that a partition's high watermark or last stable offset has moved, or that it was deleted or went offline, so
 * that a reader which found nothing looks again. Called on a thread of the log: must not block. Calls may be merged.
 */
@FunctionalInterface
public interface AdvanceListener {
    void advanced();
}
