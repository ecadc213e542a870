package io.leat.broker.group;

import io.leat.broker.topic.MetadataEntry;
import io.leat.broker.topic.MetadataLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.coordinator.group.GroupConfig;
import org.apache.kafka.coordinator.group.GroupConfigManager;
import org.jspecify.annotations.Nullable;

/**
 * The settings that single groups of the consumer protocol (KIP-848) have of their own. A change is durable when the method
 * returns, and members are told of it at their next heartbeat. A group need not exist, and keeps its settings when it is
 * deleted, as in Kafka. Safe for use from any thread; changes may block.
 *
 * <p>Kafka's keys for share groups and streams groups are unknown, as those groups are.
 */
public final class GroupConfigs {
    private static final String KIND = "consumer.";

    private final MetadataLog metadata;
    private final GroupSettings settings;
    private @Nullable GroupConfigManager inForce;

    public GroupConfigs(MetadataLog metadata, GroupSettings settings) {
        this.metadata = metadata;
        this.settings = settings;
    }

    /** The groups that have settings of their own, in alphabetical order. */
    public List<String> groups() {
        return metadata.groupsWithSettings();
    }

    /** What can be set for a group. */
    public Map<String, ConfigKey> keys() {
        var keys = new TreeMap<>(GroupConfig.CONFIG_DEF.configKeys());
        keys.keySet().removeIf(key -> !key.startsWith(KIND));
        return keys;
    }

    /** The key of the broker whose value holds for groups without one of their own. */
    public static Optional<String> brokerKey(String key) {
        return GroupConfig.brokerSynonym(key);
    }

    /** What was set for the group; also asked for groups that there are not. */
    public Map<String, String> overrides(String group) {
        return metadata.groupSettings(group);
    }

    /**
     * Replaces what was set for the group.
     *
     * @param checkOnly whether to find out only if it could be done
     * @throws InvalidConfigurationException naming the key that is unknown or has a wrong value
     */
    public synchronized void change(String group, Map<String, String> overrides, boolean checkOnly) {
        check(overrides);
        if (checkOnly) {
            return;
        }
        metadata.store(entries(group, overrides));
        if (inForce != null) {
            inForce.updateGroupConfig(group, properties(overrides));
        }
    }

    private void check(Map<String, String> overrides) {
        var parsed = new HashMap<String, Object>();
        var keys = keys();
        overrides.forEach((name, value) -> {
            var key = keys.get(name);
            if (key == null) {
                throw new InvalidConfigurationException(
                        "Unknown group config name: " + name + "; there are " + String.join(", ", keys.keySet()));
            }
            parsed.put(name, parse(key, value));
        });
        var config = CoordinatorConfig.of(settings);
        GroupConfig.validate(parsed, config.groups(), config.shares());
    }

    private static Object parse(ConfigKey key, String value) {
        try {
            var parsed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, parsed);
            }
            return parsed;
        } catch (ConfigException e) {
            throw new InvalidConfigurationException(e.getMessage(), e);
        }
    }

    private List<MetadataEntry> entries(String group, Map<String, String> overrides) {
        var before = overrides(group);
        var entries = new ArrayList<MetadataEntry>();
        overrides.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                entries.add(new MetadataEntry.GroupSetting(group, key, value));
            }
        });
        before.keySet().stream()
                .filter(key -> !overrides.containsKey(key))
                .forEach(key -> entries.add(new MetadataEntry.GroupSettingRemoved(group, key)));
        return entries;
    }

    /**
     * For a coordinator, which asks the result at every heartbeat: it knows all that was set, and follows every change. Where
     * the broker's bounds are narrower now than when a value was set, it holds the nearest that is allowed.
     */
    synchronized GroupConfigManager follow(CoordinatorConfig config) {
        var manager = config.manager();
        groups().forEach(group -> manager.updateGroupConfig(group, properties(overrides(group))));
        inForce = manager;
        return manager;
    }

    private static Properties properties(Map<String, String> values) {
        var properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
