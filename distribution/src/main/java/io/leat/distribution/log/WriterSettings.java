package io.leat.distribution.log;

import java.util.Map;
import org.apache.kafka.common.compress.Compression;

/**
 * What a writer takes from a producer's settings.
 *
 * @param maxRecordBytes {@code max.request.size}: what a record may take where its topic allows more
 * @param batchBytes {@code batch.size}: what a batch of several records may take where its topic allows more
 * @param ignoresKeys {@code partitioner.ignore.keys}: whether records with keys are spread as those without
 */
record WriterSettings(Compression compression, int maxRecordBytes, int batchBytes, boolean ignoresKeys) {

    /** Without settings nothing is bounded but by the topic. */
    static WriterSettings of(Map<String, String> overrides) {
        return new WriterSettings(
                Compressions.of(overrides),
                PositiveNumber.of(overrides, "max.request.size", Integer.MAX_VALUE),
                PositiveNumber.from(0, overrides, "batch.size", Integer.MAX_VALUE),
                Boolean.parseBoolean(overrides
                        .getOrDefault("partitioner.ignore.keys", "false")
                        .strip()));
    }
}
