package io.leat.broker.handler.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.InvalidRequestException;

/** The settings that groups may have of their own. Safe for use from any thread; changes may block. */
public interface GroupConfigs {

    /** Groups have none. */
    GroupConfigs NONE = new GroupConfigs() {
        @Override
        public List<String> groups() {
            return List.of();
        }

        @Override
        public Map<String, ConfigDef.ConfigKey> keys() {
            return Map.of();
        }

        @Override
        public Optional<String> initial(String key) {
            return Optional.empty();
        }

        @Override
        public Map<String, String> overrides(String group) {
            return Map.of();
        }

        @Override
        public void change(String group, Map<String, String> overrides, boolean checkOnly) {
            throw new InvalidRequestException("Groups have no settings of their own here; group '" + group
                    + "' follows the broker's group.* settings.");
        }
    };

    /** The groups that have settings of their own. */
    List<String> groups();

    /** What can be set for a group. */
    Map<String, ConfigDef.ConfigKey> keys();

    /** What holds for a group without a setting of its own. */
    Optional<String> initial(String key);

    /** What was set for the group; also asked for groups that there are not. */
    Map<String, String> overrides(String group);

    /**
     * Replaces what was set for the group.
     *
     * @throws org.apache.kafka.common.errors.InvalidConfigurationException naming the key that is unknown or has a wrong
     *     value
     */
    void change(String group, Map<String, String> overrides, boolean checkOnly);
}
