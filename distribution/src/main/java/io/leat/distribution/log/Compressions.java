package io.leat.distribution.log;

import java.util.Map;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.internal.CompressionType;

/** The compression that a writer's {@code compression.type} and {@code compression.<type>.level} ask for; none by default. */
final class Compressions {

    private static final String KEY = "compression.type";

    private Compressions() {}

    static Compression of(Map<String, String> overrides) {
        var name = overrides.getOrDefault(KEY, "none");
        try {
            return of(CompressionType.forName(name), overrides);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(KEY, name, "must be one of none, gzip, snappy, lz4, zstd, with a level it knows");
        }
    }

    private static Compression of(CompressionType type, Map<String, String> overrides) {
        return switch (type) {
            case GZIP -> Compression.gzip().level(level(type, overrides)).build();
            case LZ4 -> Compression.lz4().level(level(type, overrides)).build();
            case ZSTD -> Compression.zstd().level(level(type, overrides)).build();
            default -> Compression.of(type).build();
        };
    }

    private static int level(CompressionType type, Map<String, String> overrides) {
        var text = overrides.get("compression." + type.name + ".level");
        return text == null ? type.defaultLevel() : Integer.parseInt(text.strip());
    }
}
