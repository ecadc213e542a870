package io.leat.broker.handler.topic;

import io.leat.broker.handler.topic.ConfigValues.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.errors.InvalidRequestException;

/** Something of a kind that Kafka lets have settings, but that has none here. */
record NoSettings(String what) implements ConfigTarget {

    @Override
    public Collection<ConfigKey> keys() {
        return List.of();
    }

    @Override
    public Optional<ConfigKey> key(String name) {
        return Optional.empty();
    }

    @Override
    public List<Value> values(String key) {
        return List.of();
    }

    @Override
    public boolean readOnly(String key) {
        return true;
    }

    @Override
    public Map<String, String> overrides() {
        return Map.of();
    }

    @Override
    public void change(Map<String, String> overrides, boolean checkOnly) {
        throw new InvalidRequestException("There are no settings of " + what + " here that could be changed.");
    }
}
