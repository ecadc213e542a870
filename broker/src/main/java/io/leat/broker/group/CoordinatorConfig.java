package io.leat.broker.group;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.coordinator.group.GroupConfigManager;
import org.apache.kafka.coordinator.group.GroupCoordinatorConfig;
import org.apache.kafka.coordinator.group.modern.share.ShareGroupConfig;

/** The settings of groups as Kafka's coordinator takes them. */
record CoordinatorConfig(GroupCoordinatorConfig groups, ShareGroupConfig shares) {

    static CoordinatorConfig of(GroupSettings settings) {
        var definition = Utils.mergeConfigs(List.of(GroupCoordinatorConfig.CONFIG_DEF, ShareGroupConfig.CONFIG_DEF));
        var values = new AbstractConfig(definition, settings.forCoordinator(), false);
        return new CoordinatorConfig(new GroupCoordinatorConfig(values), new ShareGroupConfig(values));
    }

    /** What holds for a group without settings of its own, under the groups' keys. */
    Map<String, Integer> defaults() {
        return groups.extractGroupConfigMap(shares);
    }

    GroupConfigManager manager() {
        return new GroupConfigManager(defaults(), groups, shares);
    }
}
