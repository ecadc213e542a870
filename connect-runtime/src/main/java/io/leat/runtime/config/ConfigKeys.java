package io.leat.runtime.config;

import io.leat.runtime.ConfigKeyInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Shows Kafka's definitions of settings as REST does. */
final class ConfigKeys {

    private ConfigKeys() {}

    /** @param classKeys keys that are shown as CLASS although they are defined as STRING, see {@link ConnectorDefinition} */
    static List<ConfigKeyInfo> of(ConfigDef def, Set<String> classKeys) {
        return def.configKeys().values().stream()
                .map(key -> of(key, classKeys.contains(key.name)))
                .toList();
    }

    static ConfigKeyInfo of(ConfigKey key, boolean isClass) {
        var required = ConfigDef.NO_DEFAULT_VALUE.equals(key.defaultValue);
        var defaultValue = required
                ? Optional.<String>empty()
                : Optional.ofNullable(ConfigDef.convertToString(key.defaultValue, key.type));
        return new ConfigKeyInfo(
                key.name,
                isClass ? ConfigDef.Type.CLASS.name() : key.type.name(),
                required,
                defaultValue,
                key.importance.name(),
                key.documentation == null ? "" : key.documentation,
                Optional.ofNullable(key.group),
                key.orderInGroup,
                key.width == null ? ConfigDef.Width.NONE.name() : key.width.name(),
                key.displayName == null ? key.name : key.displayName,
                key.dependents == null ? List.of() : key.dependents);
    }
}
