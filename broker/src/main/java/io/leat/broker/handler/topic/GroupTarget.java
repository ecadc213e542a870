package io.leat.broker.handler.topic;

import io.leat.broker.group.GroupConfigs;
import io.leat.broker.handler.topic.ConfigValues.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;

/** The settings of a group: its own, then those of the broker's key that is the default. */
final class GroupTarget implements ConfigTarget {
    private final GroupConfigs configs;
    private final ConfigValues brokerValues;
    private final String group;

    GroupTarget(GroupConfigs configs, ConfigValues brokerValues, String group) {
        this.configs = configs;
        this.brokerValues = brokerValues;
        this.group = group;
    }

    @Override
    public Collection<ConfigKey> keys() {
        return configs.keys().values();
    }

    @Override
    public Optional<ConfigKey> key(String name) {
        return Optional.ofNullable(configs.keys().get(name));
    }

    @Override
    public List<Value> values(String key) {
        var values = new ArrayList<Value>();
        var own = configs.overrides(group).get(key);
        if (own != null) {
            values.add(new Value(key, own, ConfigSource.GROUP_CONFIG));
        }
        GroupConfigs.brokerKey(key).map(brokerValues::of).ifPresent(values::addAll);
        if (values.isEmpty()) {
            key(key).ifPresent(known -> values.add(new Value(
                    key, ConfigDef.convertToString(known.defaultValue, known.type), ConfigSource.DEFAULT_CONFIG)));
        }
        return values;
    }

    @Override
    public boolean readOnly(String key) {
        return false;
    }

    @Override
    public Map<String, String> overrides() {
        return configs.overrides(group);
    }

    @Override
    public void change(Map<String, String> overrides, boolean checkOnly) {
        configs.change(group, overrides, checkOnly);
    }
}
