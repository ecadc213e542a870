package io.leat.broker.handler.topic;

import io.leat.broker.topic.BrokerSettings;
import io.leat.broker.topic.BrokerSettings.Source;
import java.util.List;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Values of the broker's keys in the protocol's terms. */
final class ConfigValues {
    private final BrokerSettings settings;

    /** @param name the key where the value was set, which may be another one's than that described */
    record Value(String name, @Nullable String value, ConfigSource source) {}

    ConfigValues(BrokerSettings settings) {
        this.settings = settings;
    }

    List<Value> of(String brokerKey) {
        return settings.values(brokerKey).stream()
                .map(value -> new Value(brokerKey, value.value(), source(value.source())))
                .toList();
    }

    private static ConfigSource source(Source source) {
        return switch (source) {
            case NODE -> ConfigSource.DYNAMIC_BROKER_CONFIG;
            case CLUSTER -> ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG;
            case FILE -> ConfigSource.STATIC_BROKER_CONFIG;
            case DEFAULT -> ConfigSource.DEFAULT_CONFIG;
        };
    }
}
