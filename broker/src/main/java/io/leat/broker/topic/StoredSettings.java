package io.leat.broker.topic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** What of {@link MetadataLog} is about settings and quotas. Used under its lock. */
final class StoredSettings {
    private final Map<SettingScope, Map<String, String>> settings = new EnumMap<>(SettingScope.class);
    private final Map<ClientQuotaEntity, Map<String, Double>> quotas = new LinkedHashMap<>();

    private final Map<String, Map<String, String>> groups = new TreeMap<>();

    /** Returns whether it is an entry of this kind. */
    boolean apply(MetadataEntry entry) {
        if (entry instanceof MetadataEntry.Setting setting) {
            settings.computeIfAbsent(setting.scope(), scope -> new TreeMap<>()).put(setting.key(), setting.value());
        } else if (entry instanceof MetadataEntry.SettingRemoved removed) {
            settings.getOrDefault(removed.scope(), new TreeMap<>()).remove(removed.key());
        } else if (entry instanceof MetadataEntry.Quota quota) {
            quotas.computeIfAbsent(quota.entity(), entity -> new TreeMap<>()).put(quota.key(), quota.value());
        } else if (entry instanceof MetadataEntry.QuotaRemoved removed) {
            quotas.computeIfPresent(removed.entity(), (entity, values) -> {
                values.remove(removed.key());
                return values.isEmpty() ? null : values;
            });
        } else {
            return applyToGroup(entry);
        }
        return true;
    }

    private boolean applyToGroup(MetadataEntry entry) {
        if (entry instanceof MetadataEntry.GroupSetting setting) {
            groups.computeIfAbsent(setting.group(), group -> new TreeMap<>()).put(setting.key(), setting.value());
        } else if (entry instanceof MetadataEntry.GroupSettingRemoved removed) {
            groups.computeIfPresent(removed.group(), (group, values) -> {
                values.remove(removed.key());
                return values.isEmpty() ? null : values;
            });
        } else {
            return false;
        }
        return true;
    }

    Map<String, String> settings(SettingScope scope) {
        return Map.copyOf(settings.getOrDefault(scope, Map.of()));
    }

    Map<ClientQuotaEntity, Map<String, Double>> quotas() {
        var copy = new HashMap<ClientQuotaEntity, Map<String, Double>>();
        quotas.forEach((entity, values) -> copy.put(entity, Map.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }

    List<String> groups() {
        return List.copyOf(groups.keySet());
    }

    Map<String, String> ofGroup(String group) {
        return Map.copyOf(groups.getOrDefault(group, Map.of()));
    }

    /** Entries that lead to what is here. */
    List<MetadataEntry> entries() {
        var entries = new ArrayList<MetadataEntry>();
        settings.forEach((scope, values) ->
                values.forEach((key, value) -> entries.add(new MetadataEntry.Setting(scope, key, value))));
        quotas.forEach((entity, values) ->
                values.forEach((key, value) -> entries.add(new MetadataEntry.Quota(entity, key, value))));
        groups.forEach((group, values) ->
                values.forEach((key, value) -> entries.add(new MetadataEntry.GroupSetting(group, key, value))));
        return entries;
    }
}
