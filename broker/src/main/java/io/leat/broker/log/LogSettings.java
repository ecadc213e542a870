package io.leat.broker.log;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.server.record.BrokerCompressionType;
import org.apache.kafka.storage.internals.log.LogConfig;

/** The settings of one topic, checked by Kafka's own rules. */
public final class LogSettings {
    private final LogConfig config;

    private LogSettings(LogConfig config) {
        this.config = config;
    }

    /**
     * Puts a topic's overrides over the defaults, both under Kafka's topic keys.
     *
     * @throws InvalidConfigurationException naming the setting that is unknown or has a wrong value
     */
    public static LogSettings of(Map<String, String> defaults, Map<String, String> overrides) {
        try {
            LogConfig.validate(Map.of(), overrides, defaults, false);
            var properties = new Properties();
            properties.putAll(overrides);
            return new LogSettings(LogConfig.fromProps(defaults, properties));
        } catch (ConfigException e) {
            throw new InvalidConfigurationException(e.getMessage(), e);
        }
    }

    /** All settings in force, under Kafka's topic keys. */
    public Map<String, String> effective() {
        var result = new TreeMap<String, String>();
        for (var name : LogConfig.nonInternalConfigNames()) {
            var value = config.values().get(name);
            var type = LogConfig.configType(name).orElse(ConfigDef.Type.STRING);
            result.put(name, value == null ? "" : ConfigDef.convertToString(value, type));
        }
        return result;
    }

    /** What is known of a topic's key: type, documentation; empty for an unknown one. */
    public static Optional<ConfigDef.ConfigKey> key(String name) {
        return Optional.ofNullable(LogConfig.configKeys().get(name));
    }

    LogConfig config() {
        return config;
    }

    boolean compacted() {
        return config.compact;
    }

    /** Whether batches built in this process may be stored as they are: no setting changes them. */
    boolean storesBatchesAsTheyCome() {
        return config.messageTimestampType == TimestampType.CREATE_TIME
                && config.messageTimestampBeforeMaxMs == Long.MAX_VALUE
                && config.compressionType == BrokerCompressionType.PRODUCER;
    }
}
