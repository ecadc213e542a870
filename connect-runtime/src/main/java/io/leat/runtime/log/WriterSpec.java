package io.leat.runtime.log;

import java.util.Map;
import java.util.Optional;

/**
 * How a writer appends.
 *
 * @param clientId names the writer in logs and metrics
 * @param transactionalId present: each {@link LogWriter#append()} is atomic over all its partitions and hidden from
 *     readers until it is decided; empty: each batch stands alone
 * @param durable true: an append completes after its bytes are on disk, as far as the log's durability policy says
 * @param overrides Kafka producer settings from {@code producer.override.*}; those without meaning here are ignored
 */
public record WriterSpec(
        String clientId, Optional<String> transactionalId, boolean durable, Map<String, String> overrides) {

    public WriterSpec {
        overrides = Map.copyOf(overrides);
    }
}
