package io.leat.broker.handler.topic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;

/** Works out what is set after steps of IncrementalAlterConfigs. */
final class ConfigChange {
    private final ConfigTarget target;
    private final Map<String, String> overrides;

    ConfigChange(ConfigTarget target) {
        this.target = target;
        this.overrides = new HashMap<>(target.overrides());
    }

    /** @throws org.apache.kafka.common.errors.ApiException naming the key that cannot be changed like this */
    Map<String, String> after(Collection<AlterableConfig> steps) {
        var seen = new HashSet<String>();
        for (var step : steps) {
            if (!seen.add(step.name())) {
                throw new InvalidRequestException("Error due to duplicate config keys: " + step.name());
            }
            apply(step);
        }
        return overrides;
    }

    private void apply(AlterableConfig step) {
        var operation = OpType.forId(step.configOperation());
        if (operation == null) {
            throw new InvalidRequestException("Unknown operation " + step.configOperation() + " for " + step.name());
        }
        if (operation != OpType.DELETE && step.value() == null) {
            throw new InvalidRequestException("Null value not supported for : " + step.name());
        }
        switch (operation) {
            case SET -> overrides.put(step.name(), step.value());
            case DELETE -> overrides.remove(step.name());
            case APPEND, SUBTRACT -> overrides.put(step.name(), changedList(step, operation));
        }
    }

    private String changedList(AlterableConfig step, OpType operation) {
        var known = target.key(step.name())
                .orElseThrow(() -> new InvalidConfigurationException("Unknown config name: " + step.name()));
        if (known.type != ConfigDef.Type.LIST) {
            throw new InvalidConfigurationException(
                    "Can't " + operation + " to key " + step.name() + " because its type is not LIST.");
        }
        var parts = new ArrayList<>(parts(current(step.name())));
        for (var part : parts(step.value())) {
            if (operation == OpType.SUBTRACT) {
                parts.remove(part);
            } else if (!parts.contains(part)) {
                parts.add(part);
            }
        }
        return String.join(",", parts);
    }

    private String current(String key) {
        var values = target.values(key);
        var value = values.isEmpty() ? null : values.get(0).value();
        return value == null ? "" : value;
    }

    private static List<String> parts(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
