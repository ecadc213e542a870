package io.leat.runtime.pipeline;

import io.leat.runtime.plugin.VersionRange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of one plugin within a configuration.
 *
 * @param key under which the class is named, such as {@code value.converter} or {@code transforms.mask.type}
 * @param properties what stands under the plugin's prefix, without the prefix
 */
record Settings(String key, String className, VersionRange version, Map<String, String> properties) {

    private static final String VERSION = "plugin.version";

    /** Of a plugin whose class stands under the key itself and its settings under {@code key.}. */
    static Settings under(String key, Map<String, String> config) {
        return of(key, key + ".", config);
    }

    /** Of a plugin whose class stands under {@code prefix + "type"} and its settings under the prefix. */
    static Settings ofType(String prefix, Map<String, String> config) {
        return of(prefix + "type", prefix, config);
    }

    private static Settings of(String key, String prefix, Map<String, String> config) {
        var className = config.get(key);
        if (className == null || className.isBlank()) {
            throw new ConfigException("Missing required configuration \"" + key + "\" which has no default value.");
        }
        var properties = new HashMap<String, String>();
        config.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                properties.put(name.substring(prefix.length()), value);
            }
        });
        var version = properties.remove(VERSION);
        return new Settings(
                key,
                className.strip(),
                version == null || version.isBlank() ? VersionRange.LATEST : VersionRange.parse(version.strip()),
                properties);
    }

    /** The comma-separated values of a setting; none if it is missing. */
    static List<String> list(Map<String, String> config, String key) {
        var value = Optional.ofNullable(config.get(key)).orElse("").strip();
        return value.isEmpty() ? List.of() : Arrays.asList(value.split("\\s*,\\s*"));
    }
}
