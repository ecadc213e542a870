package io.leat.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.CompositeValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What only sources have: topic creation, transactions, an offsets topic of their own. */
final class SourceDefinition {

    private static final String CREATION = "Topic Creation";
    private static final String EXACTLY_ONCE = "Exactly Once Support";
    private static final String OFFSETS = "offsets.topic";

    private SourceDefinition() {}

    static void addTo(ConfigDef def, Map<String, String> config) {
        def.define(
                ConnectorKeys.TOPIC_CREATION_GROUPS,
                Type.LIST,
                "",
                CompositeValidator.of(Checks.unique("topic creation groups"), Checks.notTheDefaultGroup()),
                LOW,
                "Names of groups of topics that are created with settings of their own.",
                CREATION,
                1,
                Width.LONG,
                "Topic Creation Groups");
        def.define(
                ConnectorKeys.EXACTLY_ONCE,
                Type.STRING,
                "requested",
                CaseInsensitiveValidString.in("required", "requested"),
                MEDIUM,
                "Whether the connector must support exactly-once delivery (required) or need not (requested).",
                EXACTLY_ONCE,
                2,
                Width.SHORT,
                "Exactly once support");
        def.define(
                ConnectorKeys.TRANSACTION_BOUNDARY,
                Type.STRING,
                "poll",
                CaseInsensitiveValidString.in("interval", "poll", "connector"),
                MEDIUM,
                "Where transactions end: with each poll, after an interval, or where the connector says.",
                EXACTLY_ONCE,
                3,
                Width.SHORT,
                "Transaction Boundary");
        def.define(
                "transaction.boundary.interval.ms",
                Type.LONG,
                null,
                Checks.notNegative(),
                LOW,
                "Length of a transaction where the boundary is interval; the worker's offset.flush.interval.ms where not"
                        + " set.",
                EXACTLY_ONCE,
                4,
                Width.SHORT,
                "Transaction boundary interval");
        def.define(
                "offsets.storage.topic",
                Type.STRING,
                null,
                Checks.notEmpty(),
                LOW,
                "Offsets topic of this connector alone; the worker's where not set.",
                OFFSETS,
                1,
                Width.LONG,
                "Offsets topic");
        if (config.keySet().stream().anyMatch(key -> key.startsWith(ConnectorKeys.TOPIC_CREATION))) {
            groups(config).forEach(group -> addGroup(def, group));
        }
    }

    private static List<String> groups(Map<String, String> config) {
        var groups = new ArrayList<String>();
        for (var group :
                config.getOrDefault(ConnectorKeys.TOPIC_CREATION_GROUPS, "").split(",", -1)) {
            if (!group.isBlank() && !groups.contains(group.trim())) {
                groups.add(group.trim());
            }
        }
        groups.remove("default");
        groups.add("default");
        return groups;
    }

    private static void addGroup(ConfigDef def, String name) {
        var group = CREATION + ": " + name;
        var prefix = ConnectorKeys.TOPIC_CREATION + name + ".";
        var isDefault = name.equals("default");
        def.define(
                prefix + "include",
                Type.LIST,
                isDefault ? ".*" : NO_DEFAULT_VALUE,
                Checks.regexes(),
                LOW,
                "Patterns of the topics that belong to the group.",
                group,
                1,
                Width.LONG,
                "Inclusion Topic Pattern for " + name);
        def.define(
                prefix + "exclude",
                Type.LIST,
                "",
                Checks.regexes(),
                LOW,
                "Patterns of topics that do not belong to the group although included.",
                group,
                2,
                Width.LONG,
                "Exclusion Topic Pattern for " + name);
        def.define(
                prefix + "replication.factor",
                Type.SHORT,
                isDefault ? NO_DEFAULT_VALUE : (short) -1,
                Checks.countOrDefault("Replication factor"),
                LOW,
                "Replicas of a new topic; -1 for the log's default.",
                group,
                3,
                Width.LONG,
                "Replication Factor for Topics in " + name);
        def.define(
                prefix + "partitions",
                Type.INT,
                isDefault ? NO_DEFAULT_VALUE : -1,
                Checks.countOrDefault("Number of partitions"),
                LOW,
                "Partitions of a new topic; -1 for the log's default.",
                group,
                4,
                Width.LONG,
                "Partition Count for Topics in " + name);
    }
}
