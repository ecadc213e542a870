package io.leat.broker.handler.topic;

import io.leat.broker.handler.topic.ConfigValues.Value;
import io.leat.broker.topic.BrokerSettings;
import io.leat.broker.topic.SettingScope;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The broker's settings: of this node all, of the cluster only what was changed while it ran. */
final class BrokerTarget implements ConfigTarget {
    private final BrokerSettings settings;
    private final ConfigValues values;
    private final SettingScope scope;

    BrokerTarget(BrokerSettings settings, SettingScope scope) {
        this.settings = settings;
        this.values = new ConfigValues(settings);
        this.scope = scope;
    }

    @Override
    public Collection<ConfigKey> keys() {
        var changed = settings.changed(SettingScope.CLUSTER);
        return settings.keys().stream()
                .filter(key -> scope == SettingScope.NODE || changed.containsKey(key.name))
                .sorted(Comparator.comparing(key -> key.name))
                .toList();
    }

    @Override
    public Optional<ConfigKey> key(String name) {
        return settings.keys().stream().filter(key -> key.name.equals(name)).findFirst();
    }

    @Override
    public List<Value> values(String key) {
        return values.of(key);
    }

    @Override
    public boolean readOnly(String key) {
        return !settings.changeable(key);
    }

    @Override
    public Map<String, String> overrides() {
        return settings.changed(scope);
    }

    @Override
    public void change(Map<String, String> overrides, boolean checkOnly) {
        settings.change(scope, overrides, checkOnly);
    }
}
