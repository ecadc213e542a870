package io.leat.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.leat.runtime.watch.StallTimeout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * The worker's settings: those it reads, with types, defaults and documentation, and those of Kafka Connect that only
 * make sense with a cluster or belong to REST, which are known so that a worker.properties can be taken over as it is.
 */
public final class WorkerKeys {

    static final String GROUP_ID = "group.id";
    static final String CONFIG_TOPIC = "config.storage.topic";
    static final String OFFSET_TOPIC = "offset.storage.topic";
    static final String STATUS_TOPIC = "status.storage.topic";
    static final String OFFSET_PARTITIONS = "offset.storage.partitions";
    static final String STATUS_PARTITIONS = "status.storage.partitions";
    static final String KEY_CONVERTER = "key.converter";
    static final String VALUE_CONVERTER = "value.converter";
    static final String HEADER_CONVERTER = "header.converter";
    static final String FLUSH_INTERVAL = "offset.flush.interval.ms";
    static final String FLUSH_TIMEOUT = "offset.flush.timeout.ms";
    static final String SHUTDOWN_TIMEOUT = "task.shutdown.graceful.timeout.ms";
    static final String BUFFER_MEMORY = "worker.buffer.memory";
    static final String PLUGIN_PATH = "plugin.path";
    static final String PLUGIN_DISCOVERY = "plugin.discovery";
    static final String REST_EXTENSIONS = "rest.extension.classes";
    static final String HOT_RELOAD = "plugin.hot.reload";
    static final String HOT_RELOAD_INTERVAL = "plugin.hot.reload.interval.ms";
    static final String FAST_JSON = "json.converter.fast";
    static final String TOPIC_CREATION = "topic.creation.enable";
    static final String TOPIC_TRACKING = "topic.tracking.enable";
    static final String TOPIC_TRACKING_RESET = "topic.tracking.allow.reset";
    static final String CONFIG_PROVIDERS = "config.providers";
    static final String OVERRIDE_POLICY = "connector.client.config.override.policy";
    static final String OVERRIDE_ALLOWLIST = "connector.client.config.override.allowlist";

    static final String METRIC_REPORTERS = "metric.reporters";
    static final String METRIC_SAMPLES = "metrics.num.samples";
    static final String METRIC_WINDOW = "metrics.sample.window.ms";
    static final String METRIC_LEVEL = "metrics.recording.level";
    static final String METRIC_CONTEXT = "metrics.context.";

    static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";
    private static final String JMX = "org.apache.kafka.common.metrics.JmxReporter";
    private static final String SIMPLE_HEADERS = "org.apache.kafka.connect.storage.SimpleHeaderConverter";

    /** Understood in Kafka Connect's worker configuration, without meaning beside the embedded log or read by REST. */
    private static final List<String> OTHERS = List.of(
            "access.control.allow.methods",
            "access.control.allow.origin",
            "admin.listeners",
            "bootstrap.servers",
            "client.dns.lookup",
            "client.id",
            "config.storage.replication.factor",
            "connect.protocol",
            "connections.max.idle.ms",
            "header.converter.plugin.version",
            "heartbeat.interval.ms",
            "inter.worker.key.generation.algorithm",
            "inter.worker.key.size",
            "inter.worker.key.ttl.ms",
            "inter.worker.signature.algorithm",
            "inter.worker.verification.algorithms",
            "key.converter.plugin.version",
            "listeners",
            "metadata.max.age.ms",
            "metadata.recovery.rebootstrap.trigger.ms",
            "metadata.recovery.strategy",
            "offset.storage.file.filename",
            "offset.storage.replication.factor",
            "rebalance.timeout.ms",
            "receive.buffer.bytes",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "request.timeout.ms",
            "response.http.headers.config",
            "rest.advertised.host.name",
            "rest.advertised.listener",
            "rest.advertised.port",
            "retry.backoff.max.ms",
            "retry.backoff.ms",
            "scheduled.rebalance.max.delay.ms",
            "security.protocol",
            "send.buffer.bytes",
            "session.timeout.ms",
            "socket.connection.setup.timeout.max.ms",
            "socket.connection.setup.timeout.ms",
            "status.storage.replication.factor",
            "value.converter.plugin.version",
            "worker.sync.timeout.ms",
            "worker.unsync.backoff.ms");

    /** Families of keys; what follows the prefix is not looked at here. */
    private static final List<String> PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "config.providers.",
            "producer.",
            "consumer.",
            "admin.",
            "config.storage.",
            "offset.storage.",
            "status.storage.",
            "listeners.https.",
            "admin.listeners.https.",
            "metrics.context.");

    private WorkerKeys() {}

    /** The settings that this worker reads. */
    public static ConfigDef definition() {
        var notEmpty = new NonEmptyString();
        return LedgerSettings.define(new ConfigDef())
                .define(GROUP_ID, STRING, "leat", notEmpty, HIGH, "Name of the worker, part of its transactional ids.")
                .define(
                        CONFIG_TOPIC,
                        STRING,
                        "leat-connect-configs",
                        notEmpty,
                        HIGH,
                        "Topic that holds the connectors.")
                .define(OFFSET_TOPIC, STRING, "leat-connect-offsets", notEmpty, HIGH, "Topic of source offsets.")
                .define(STATUS_TOPIC, STRING, "leat-connect-status", notEmpty, HIGH, "Topic of statuses.")
                .define(OFFSET_PARTITIONS, INT, 5, Range.between(-1, 1000), LOW, "Partitions of a new offset topic.")
                .define(STATUS_PARTITIONS, INT, 1, Range.between(-1, 1000), LOW, "Partitions of a new status topic.")
                .define(KEY_CONVERTER, STRING, JSON_CONVERTER, notEmpty, HIGH, "Converter of keys by default.")
                .define(VALUE_CONVERTER, STRING, JSON_CONVERTER, notEmpty, HIGH, "Converter of values by default.")
                .define(HEADER_CONVERTER, STRING, SIMPLE_HEADERS, notEmpty, LOW, "Converter of headers by default.")
                .define(FLUSH_INTERVAL, LONG, 60_000L, Range.atLeast(1), LOW, "Time between commits of offsets.")
                .define(FLUSH_TIMEOUT, LONG, 5_000L, Range.atLeast(1), LOW, "How long a commit of offsets may take.")
                .define(
                        SHUTDOWN_TIMEOUT,
                        LONG,
                        5_000L,
                        Range.atLeast(0),
                        LOW,
                        "How long all tasks together may take to stop.")
                .define(
                        StallTimeout.KEY,
                        LONG,
                        StallTimeout.DEFAULT_MS,
                        Range.atLeast(0),
                        MEDIUM,
                        StallTimeout.DOC + " 0 never. Connectors may set their own.")
                .define(
                        BUFFER_MEMORY,
                        LONG,
                        -1L,
                        Range.atLeast(-1),
                        LOW,
                        "Bytes that records on their way may take in all tasks together, in equal shares; -1 for a quarter"
                                + " of the heap.")
                .define(PLUGIN_PATH, LIST, "", LOW, "Folders with plugins.")
                .define(PLUGIN_DISCOVERY, STRING, "hybrid_warn", discoveries(), LOW, "How plugins are found.")
                .define(
                        HOT_RELOAD,
                        BOOLEAN,
                        true,
                        LOW,
                        "Whether plugins that are added to plugin.path, or change there, are used without a restart of"
                                + " the worker; the connectors that use them are restarted.")
                .define(
                        HOT_RELOAD_INTERVAL,
                        LONG,
                        5_000L,
                        Range.atLeast(100),
                        LOW,
                        "Time between two looks at plugin.path. A plugin is used when its files are the same in both.")
                .define(FAST_JSON, BOOLEAN, true, LOW, "Whether a faster equivalent may stand in for JsonConverter.")
                .define(TOPIC_CREATION, BOOLEAN, true, LOW, "Whether sources create topics as they ask for them.")
                .define(TOPIC_TRACKING, BOOLEAN, true, LOW, "Whether the topics of each connector are remembered.")
                .define(TOPIC_TRACKING_RESET, BOOLEAN, true, LOW, "Whether the remembered topics can be reset.")
                .define(
                        REST_EXTENSIONS,
                        LIST,
                        "",
                        LOW,
                        "REST extensions: classes of plugins, in the order of their filters.")
                .define(
                        ExactlyOnce.KEY,
                        STRING,
                        ExactlyOnce.ENABLED,
                        CaseInsensitiveValidString.in("disabled", "preparing", "enabled"),
                        HIGH,
                        "Whether sources may rely on exactly-once delivery and set transaction.boundary: enabled; disabled"
                                + " and preparing refuse exactly.once.support=required, as Kafka Connect does by default.")
                .define(CONFIG_PROVIDERS, LIST, "", LOW, "Names of the providers of values such as secrets.")
                .define(OVERRIDE_POLICY, STRING, "All", MEDIUM, "Which client settings connectors may override.")
                .define(OVERRIDE_ALLOWLIST, LIST, "", MEDIUM, "Settings that the policy Allowlist allows.")
                .define(METRIC_REPORTERS, LIST, JMX, LOW, "Classes that are shown the metrics; JMX by default.")
                .define(METRIC_SAMPLES, INT, 2, Range.atLeast(1), LOW, "Samples that sensors of plugins keep.")
                .define(METRIC_WINDOW, LONG, 30_000L, Range.atLeast(1), LOW, "Time of one such sample.")
                .define(METRIC_LEVEL, STRING, "INFO", levels(), LOW, "What sensors of plugins record.");
    }

    private static CaseInsensitiveValidString levels() {
        return CaseInsensitiveValidString.in("INFO", "DEBUG", "TRACE");
    }

    private static CaseInsensitiveValidString discoveries() {
        return CaseInsensitiveValidString.in("only_scan", "service_load", "hybrid_warn", "hybrid_fail");
    }

    /** Every key by its full name, in alphabetical order. */
    public static Set<String> known() {
        var known = new TreeSet<>(definition().names());
        known.addAll(OTHERS);
        known.addAll(
                new ConfigDef().withClientSslSupport().withClientSaslSupport().names());
        return known;
    }

    /** The beginnings of keys whose rest is free. */
    public static List<String> prefixes() {
        return PREFIXES;
    }

    /** The keys that nothing reads, with the nearest known key where one comes to mind. */
    static List<Problem> unknown(Map<String, String> settings, Collection<String> furtherKeys) {
        var known = known();
        known.addAll(furtherKeys);
        var problems = new ArrayList<Problem>();
        for (var key : new TreeSet<>(settings.keySet())) {
            if (!known.contains(key) && PREFIXES.stream().noneMatch(key::startsWith)) {
                var guess = NearestKey.of(key, known).map(k -> "; did you mean " + k + "?");
                problems.add(new Problem(key, "unknown setting" + guess.orElse("")));
            }
        }
        return problems;
    }
}
