package io.leat.runtime.log;

import java.util.Map;
import java.util.Optional;

/**
 * How a reader reads. Readers see committed records only.
 *
 * @param clientId names the reader in group listings and metrics
 * @param group the consumer group; empty for a reader that commits nothing and is assigned by hand
 * @param reset where to start without a committed offset, and where to go on if an offset does not exist
 * @param maxPollRecords at most so many records a poll
 * @param maxPollBytes about so many bytes a poll, at least one batch
 * @param overrides Kafka consumer settings from {@code consumer.override.*}; those without meaning here are ignored
 */
public record ReaderSpec(
        String clientId,
        Optional<String> group,
        OffsetReset reset,
        int maxPollRecords,
        int maxPollBytes,
        Map<String, String> overrides) {

    public ReaderSpec {
        overrides = Map.copyOf(overrides);
    }

    /** @param fromBeginning where to start without a committed offset: true the first record, false the end */
    public ReaderSpec(
            String clientId,
            Optional<String> group,
            boolean fromBeginning,
            int maxPollRecords,
            int maxPollBytes,
            Map<String, String> overrides) {
        this(
                clientId,
                group,
                fromBeginning ? OffsetReset.EARLIEST : OffsetReset.LATEST,
                maxPollRecords,
                maxPollBytes,
                overrides);
    }

    /** With polls of at most about so many bytes. */
    public ReaderSpec within(long bytes) {
        var fewer = (int) Math.max(1, Math.min(maxPollBytes, bytes));
        return new ReaderSpec(clientId, group, reset, maxPollRecords, fewer, overrides);
    }
}
