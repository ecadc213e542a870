package io.leat.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import io.leat.runtime.assign.RestartPolicy;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.watch.RateKeys;
import io.leat.runtime.watch.StallTimeout;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * The settings that every connector has. Names, groups, order, types and defaults are those of Kafka Connect 4.3, because
 * user interfaces build their forms from them.
 */
final class CommonDefinition {

    static final String COMMON = "Common";
    static final String TRANSFORMS = "Transforms";
    static final String PREDICATES = "Predicates";
    static final String ERRORS = "Error Handling";

    private final ConfigDef def = new ConfigDef();
    private final Plugins plugins;
    private final PluginType type;
    private final Map<String, String> config;

    private CommonDefinition(PluginType type, Map<String, String> config, Plugins plugins) {
        this.type = type;
        this.config = config;
        this.plugins = plugins;
    }

    /**
     * @param type SOURCE or SINK
     * @param connectorVersion shown as the default of {@code connector.plugin.version}; empty where it is not known
     */
    static ConfigDef of(PluginType type, String connectorVersion, Map<String, String> config, Plugins plugins) {
        return new CommonDefinition(type, config, plugins).define(connectorVersion.isEmpty() ? null : connectorVersion);
    }

    private ConfigDef define(@Nullable String version) {
        identity(version);
        converter("key", PluginType.CONVERTER, 6);
        converter("value", PluginType.CONVERTER, 8);
        converter("header", PluginType.HEADER_CONVERTER, 10);
        chains();
        unknownKeys();
        errors();
        restarts();
        stalls();
        rates();
        return def;
    }

    private void identity(@Nullable String version) {
        def.define(
                ConnectorKeys.NAME,
                Type.STRING,
                NO_DEFAULT_VALUE,
                Checks.connectorName(),
                HIGH,
                "Name of the connector, unique within the worker.",
                COMMON,
                1,
                Width.MEDIUM,
                "Connector name");
        def.define(
                ConnectorKeys.CONNECTOR_CLASS,
                Type.STRING,
                HIGH,
                "Class of the connector: its full name, its simple name, or the simple name without \"Connector\".",
                COMMON,
                2,
                Width.LONG,
                "Connector class");
        var name = config.getOrDefault(ConnectorKeys.CONNECTOR_CLASS, "");
        def.define(
                ConnectorKeys.CONNECTOR_VERSION,
                Type.STRING,
                version,
                Checks.installedVersion(type, plugins, name),
                MEDIUM,
                "Version of the connector, or a range such as [1.0,2.0).",
                COMMON,
                3,
                Width.MEDIUM,
                "Connector version",
                List.of(),
                new VersionRecommender(type, plugins, name));
        def.define(
                ConnectorKeys.TASKS_MAX,
                Type.INT,
                1,
                Range.atLeast(1),
                HIGH,
                "At most so many tasks share the connector's work.",
                COMMON,
                4,
                Width.SHORT,
                "Tasks max");
        def.define(
                ConnectorKeys.TASKS_MAX_ENFORCE,
                Type.BOOLEAN,
                true,
                LOW,
                "Whether a connector that asks for more tasks than tasks.max fails. Deprecated in Kafka Connect.",
                COMMON,
                5,
                Width.SHORT,
                "Enforce tasks max");
    }

    private void converter(String what, PluginType kind, int order) {
        var key = what + ".converter";
        var display = Character.toUpperCase(what.charAt(0)) + what.substring(1) + " converter ";
        def.define(
                key,
                Type.STRING,
                null,
                Checks.installed(kind, plugins),
                LOW,
                "Converter between the bytes of a record's " + what
                        + " in the log and the connector's data; the worker's" + " where this is not set.",
                COMMON,
                order,
                Width.SHORT,
                display + "class",
                List.of(),
                new PluginRecommender(kind, plugins));
        def.define(
                key + ConnectorKeys.VERSION_SUFFIX,
                Type.STRING,
                null,
                Checks.installedVersion(kind, plugins, config.getOrDefault(key, "")),
                LOW,
                "Version of the " + what + " converter, or a range.",
                COMMON,
                order + 1,
                Width.SHORT,
                display + "version",
                List.of(),
                new VersionRecommender(kind, plugins, config.getOrDefault(key, "")));
    }

    private void chains() {
        def.define(
                ConnectorKeys.TRANSFORMS,
                Type.LIST,
                "",
                Checks.unique("transformation aliases"),
                LOW,
                "Names of the transforms that each record passes through, in this order.",
                TRANSFORMS,
                12,
                Width.LONG,
                "Transforms");
        def.define(
                ConnectorKeys.PREDICATES,
                Type.LIST,
                "",
                Checks.unique("predicate aliases"),
                LOW,
                "Names of the predicates that transforms may depend on.",
                PREDICATES,
                13,
                Width.LONG,
                "Predicates");
        def.define(
                ConnectorKeys.CONFIG_RELOAD,
                Type.STRING,
                "restart",
                ValidString.in("none", "restart"),
                LOW,
                "What to do when a value from a config provider has changed.",
                COMMON,
                14,
                Width.MEDIUM,
                "Reload Action");
    }

    /** Ours: Kafka Connect says nothing of keys that nobody reads. */
    private void unknownKeys() {
        def.define(
                UnknownKeys.POLICY,
                Type.STRING,
                "warn",
                CaseInsensitiveValidString.in("warn", "reject", "ignore"),
                LOW,
                "Whether keys that neither the worker nor the plugins define are named in the log (warn), refuse the"
                        + " configuration (reject), or are accepted silently (ignore).",
                COMMON,
                15,
                Width.SHORT,
                "Unknown Keys");
    }

    private void errors() {
        def.define(
                "errors.retry.timeout",
                Type.LONG,
                0L,
                MEDIUM,
                "How long a failed operation is tried again, in milliseconds; 0 never, -1 without end.",
                ERRORS,
                1,
                Width.MEDIUM,
                "Retry Timeout for Errors");
        def.define(
                "errors.retry.delay.max.ms",
                Type.LONG,
                60_000L,
                MEDIUM,
                "Longest pause between two tries, in milliseconds.",
                ERRORS,
                2,
                Width.MEDIUM,
                "Maximum Delay Between Retries for Errors");
        def.define(
                "errors.tolerance",
                Type.STRING,
                "none",
                ValidString.in("none", "all"),
                MEDIUM,
                "Whether a record that cannot be processed fails the task (none) or is skipped (all).",
                ERRORS,
                3,
                Width.SHORT,
                "Error Tolerance");
        def.define(
                "errors.log.enable",
                Type.BOOLEAN,
                false,
                MEDIUM,
                "Whether tolerated errors are logged.",
                ERRORS,
                4,
                Width.SHORT,
                "Log Errors");
        def.define(
                "errors.log.include.messages",
                Type.BOOLEAN,
                false,
                MEDIUM,
                "Whether the log names the record's coordinates with the error.",
                ERRORS,
                5,
                Width.SHORT,
                "Log Error Details");
    }

    /** Ours: Kafka Connect leaves what has failed alone. */
    private void restarts() {
        def.define(
                RestartPolicy.ENABLE,
                Type.BOOLEAN,
                true,
                MEDIUM,
                "Whether a connector or task that has failed is started again by itself, unless only a change of its"
                        + " configuration can help.",
                ERRORS,
                20,
                Width.SHORT,
                "Restart after a Failure");
        restart(
                RestartPolicy.FIRST_DELAY,
                5_000,
                "Milliseconds before the first such restart; twice as long before each further one in a row.",
                21,
                "Delay of the First Restart");
        restart(
                RestartPolicy.LONGEST_DELAY,
                300_000,
                "Milliseconds up to which that delay grows; what has run for as long counts as healed.",
                22,
                "Longest Delay of a Restart");
        def.define(
                RestartPolicy.BUDGET,
                Type.INT,
                20,
                Range.atLeast(1),
                LOW,
                "At most so many such restarts of a connector or task within the window; further ones wait.",
                ERRORS,
                23,
                Width.SHORT,
                "Budget of Restarts");
        restart(
                RestartPolicy.WINDOW,
                3_600_000,
                "Milliseconds over which the budget holds.",
                24,
                "Window of the Budget");
    }

    /** Ours: Kafka Connect leaves a task that hangs alone. */
    private void stalls() {
        def.define(
                StallTimeout.KEY,
                Type.LONG,
                null,
                Checks.notNegative(),
                LOW,
                StallTimeout.DOC + " 0 never; the worker's task.stall.timeout.ms where not set.",
                ERRORS,
                30,
                Width.MEDIUM,
                "Stall Timeout");
    }

    /** Ours: of all tasks of the connector together. */
    private void rates() {
        rate(RateKeys.RECORDS, "At most so many records a second, all tasks together; no limit where not set.", 16);
        rate(
                RateKeys.BYTES,
                "At most so many bytes a second of keys and values in the log, all tasks together; no limit where not"
                        + " set.",
                17);
    }

    private void rate(String key, String doc, int order) {
        var display = key.equals(RateKeys.RECORDS) ? "Records per Second" : "Bytes per Second";
        def.define(key, Type.LONG, null, Checks.positiveIfSet(), LOW, doc, COMMON, order, Width.MEDIUM, display);
    }

    private void restart(String key, long millis, String doc, int order, String display) {
        def.define(key, Type.LONG, millis, Range.atLeast(1), LOW, doc, ERRORS, order, Width.MEDIUM, display);
    }
}
