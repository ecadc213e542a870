package io.leat.broker.topic;

import io.leat.broker.log.LogSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * The broker's settings and where they come from. Those that are defaults of topics can be changed while the broker runs;
 * such changes are stored with the topics. Safe for use from any thread.
 */
public final class BrokerSettings {
    private final Map<String, ConfigKey> keys;
    private final Map<String, String> given;
    private final Map<String, String> topicKeys;
    private final Set<String> withoutEffect;
    private final MetadataLog metadata;
    private volatile Runnable onChange = () -> {};

    /** Where a value comes from; what is first goes before the others. */
    public enum Source {
        NODE,
        CLUSTER,
        FILE,
        DEFAULT
    }

    /** @param value null for a secret, and where nothing is the default */
    public record Sourced(Source source, @Nullable String value) {}

    /**
     * @param given what the user has set, without secrets
     * @param topicKeys the broker's keys that are defaults of topics, each with the topic's key
     * @param withoutEffect keys that can be changed too, but mean nothing here
     */
    public BrokerSettings(
            ConfigDef definition,
            Map<String, String> given,
            Map<String, String> topicKeys,
            Set<String> withoutEffect,
            MetadataLog metadata) {
        this.keys = definition.configKeys();
        this.given = Map.copyOf(given);
        this.topicKeys = Map.copyOf(topicKeys);
        this.withoutEffect = Set.copyOf(withoutEffect);
        this.metadata = metadata;
    }

    /** @param onChange called on the thread that has changed a setting, when it is stored */
    public void onChange(Runnable onChange) {
        this.onChange = onChange;
    }

    public Collection<ConfigKey> keys() {
        return Collections.unmodifiableCollection(keys.values());
    }

    public boolean changeable(String key) {
        return topicKeys.containsKey(key) || withoutEffect.contains(key);
    }

    /** What was changed while the broker ran. */
    public Map<String, String> changed(SettingScope scope) {
        return metadata.settings(scope);
    }

    /** All values of a key, that in force first; empty for an unknown key. */
    public List<Sourced> values(String key) {
        var known = keys.get(key);
        if (known == null) {
            return List.of();
        }
        var secret = known.type == ConfigDef.Type.PASSWORD;
        var values = new ArrayList<Sourced>();
        addIfSet(values, Source.NODE, changed(SettingScope.NODE).get(key), secret);
        addIfSet(values, Source.CLUSTER, changed(SettingScope.CLUSTER).get(key), secret);
        addIfSet(values, Source.FILE, given.get(key), secret);
        var initial = known.hasDefault() && !secret ? ConfigDef.convertToString(known.defaultValue, known.type) : null;
        values.add(new Sourced(Source.DEFAULT, initial));
        return values;
    }

    private static void addIfSet(List<Sourced> values, Source source, @Nullable String value, boolean secret) {
        if (value != null) {
            values.add(new Sourced(source, secret ? null : value));
        }
    }

    /** The settings of topics without an override, under the topics' keys. */
    Map<String, String> topicDefaults() {
        return topicDefaults(changed(SettingScope.NODE), changed(SettingScope.CLUSTER));
    }

    private Map<String, String> topicDefaults(Map<String, String> ofNode, Map<String, String> ofCluster) {
        var defaults = new HashMap<String, String>();
        topicKeys.forEach((broker, topic) -> {
            var initial = keys.get(broker);
            var fallback = initial == null ? "" : String.valueOf(initial.defaultValue);
            var fixed = given.getOrDefault(broker, fallback);
            defaults.put(topic, ofNode.getOrDefault(broker, ofCluster.getOrDefault(broker, fixed)));
        });
        return defaults;
    }

    /**
     * Replaces what was changed in this scope.
     *
     * @param checkOnly whether to find out only if it could be done
     * @throws InvalidRequestException naming what cannot be changed, or not to this value
     */
    public synchronized void change(SettingScope scope, Map<String, String> values, boolean checkOnly) {
        var fixed = new TreeSet<String>(values.keySet());
        fixed.removeIf(this::changeable);
        if (!fixed.isEmpty()) {
            throw new InvalidRequestException("Cannot update these configs dynamically: " + String.join(", ", fixed));
        }
        check(scope, values);
        var entries = entries(scope, values);
        if (!checkOnly && !entries.isEmpty()) {
            metadata.store(entries);
            onChange.run();
        }
    }

    private void check(SettingScope scope, Map<String, String> values) {
        try {
            for (var value : values.entrySet()) {
                var key = keys.get(value.getKey());
                if (key != null) {
                    var parsed = ConfigDef.parseType(key.name, value.getValue(), key.type);
                    if (key.validator != null) {
                        key.validator.ensureValid(key.name, parsed);
                    }
                }
            }
            var ofNode = scope == SettingScope.NODE ? values : changed(SettingScope.NODE);
            var ofCluster = scope == SettingScope.CLUSTER ? values : changed(SettingScope.CLUSTER);
            LogSettings.of(topicDefaults(ofNode, ofCluster), Map.of());
        } catch (ConfigException | InvalidConfigurationException e) {
            throw new InvalidRequestException(e.getMessage(), e);
        }
    }

    private List<MetadataEntry> entries(SettingScope scope, Map<String, String> values) {
        var before = changed(scope);
        var entries = new ArrayList<MetadataEntry>();
        values.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                entries.add(new MetadataEntry.Setting(scope, key, value));
            }
        });
        Set<String> gone = new HashSet<>(before.keySet());
        gone.removeAll(values.keySet());
        gone.forEach(key -> entries.add(new MetadataEntry.SettingRemoved(scope, key)));
        return entries;
    }
}
