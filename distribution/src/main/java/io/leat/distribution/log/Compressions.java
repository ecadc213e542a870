package io.leat.distribution.log;

import java.util.Map;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.internal.CompressionType;

/** The compression that a writer's {@code compression.type} asks for; none by default. */
final class Compressions {

    private static final String KEY = "compression.type";

    private Compressions() {}

    static Compression of(Map<String, String> overrides) {
        var name = overrides.getOrDefault(KEY, "none");
        try {
            return Compression.of(CompressionType.forName(name)).build();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(KEY, name, "must be one of none, gzip, snappy, lz4, zstd");
        }
    }
}
