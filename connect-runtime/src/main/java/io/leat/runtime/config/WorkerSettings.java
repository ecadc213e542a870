package io.leat.runtime.config;

import io.leat.runtime.metrics.Reporters;
import io.leat.runtime.plugin.PluginDiscovery;
import io.leat.runtime.watch.StallTimeout;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the worker runs.
 *
 * @param offsetPartitions of the offset topic where the worker creates it; -1 for the log's default
 * @param statusPartitions likewise of the status topic
 * @param converters the worker's {@code key.converter}, {@code value.converter} and {@code header.converter} with all
 *     settings beneath them, for connectors that name none of their own
 * @param clients settings that begin with {@code producer.} or {@code consumer.}
 * @param flushInterval between commits of offsets
 * @param flushTimeout for one commit
 * @param shutdownTimeout for all tasks together to stop before they are abandoned
 * @param stallTimeout after which a call of a task that should return soon is given up; zero for never
 * @param bufferMemory bytes that records on their way may take in all tasks together
 * @param hotReload time between two looks at the plugin path; empty to look at the start only
 * @param exactlyOnce {@code exactly.once.source.support}
 * @param providers config providers by the name that references use
 * @param reporters who is shown the metrics
 */
public record WorkerSettings(
        String groupId,
        String configTopic,
        String offsetTopic,
        String statusTopic,
        int offsetPartitions,
        int statusPartitions,
        Map<String, String> converters,
        Map<String, String> clients,
        Duration flushInterval,
        Duration flushTimeout,
        Duration shutdownTimeout,
        Duration stallTimeout,
        long bufferMemory,
        List<Path> pluginPath,
        PluginDiscovery pluginDiscovery,
        Optional<Duration> hotReload,
        boolean fastJson,
        boolean topicCreation,
        boolean topicTracking,
        boolean topicTrackingReset,
        boolean exactlyOnce,
        Map<String, Provider> providers,
        OverridePolicy overridePolicy,
        Reporters reporters,
        LedgerSettings ledger,
        Extensions extensions) {

    public WorkerSettings {
        converters = Map.copyOf(converters);
        clients = Map.copyOf(clients);
        pluginPath = List.copyOf(pluginPath);
        providers = Map.copyOf(providers);
        var topics = Set.copyOf(List.of(configTopic, offsetTopic, statusTopic, ledger.topic()));
        if (topics.size() < 4) {
            throw new ConfigProblemsException(List.of(new Problem(
                    WorkerKeys.CONFIG_TOPIC,
                    "the config, offset, status and ledger topics must be four different topics, but are " + configTopic
                            + ", " + offsetTopic + ", " + statusTopic + " and " + ledger.topic())));
        }
    }

    /**
     * A config provider: its class and the settings passed to it.
     *
     * @param timeToLive after which its values are read again where it does not say itself; empty for never
     */
    public record Provider(String className, Map<String, String> parameters, Optional<Duration> timeToLive) {

        public Provider(String className, Map<String, String> parameters) {
            this(className, parameters, Optional.empty());
        }

        public Provider {
            parameters = Map.copyOf(parameters);
        }

        /** Without the parameters: they may hold credentials. */
        @Override
        public String toString() {
            return "Provider[" + className + "]";
        }
    }

    /**
     * Plugins that extend the worker itself, which are configured with all that the worker was given.
     *
     * @param rest classes of REST extensions
     */
    public record Extensions(List<String> rest, Map<String, String> given) {

        public Extensions {
            rest = List.copyOf(rest);
            given = Map.copyOf(given);
        }

        /** Without what was given: it may hold credentials. */
        @Override
        public String toString() {
            return "Extensions" + rest;
        }
    }

    /** Without the settings of converters and clients: they may hold credentials. */
    @Override
    public String toString() {
        return "WorkerSettings[" + groupId + ", " + configTopic + ", " + offsetTopic + ", " + statusTopic + "]";
    }

    /** Settings without anything set. */
    public static WorkerSettings defaults() {
        return parse(Map.of(), Set.of());
    }

    /**
     * Reads Kafka Connect's worker settings.
     *
     * @param furtherKeys keys that others read, which are neither problems nor looked at
     * @throws ConfigProblemsException with everything that is wrong
     */
    public static WorkerSettings parse(Map<String, String> settings, Collection<String> furtherKeys) {
        var problems = new ArrayList<>(WorkerKeys.unknown(settings, furtherKeys));
        ClientOverrides.problemsOfWorker(settings).forEach(problems::add);
        var values = new HashMap<String, Object>();
        for (var value : WorkerKeys.definition().validate(settings)) {
            // Kafka's checks go on with null after a value that cannot be parsed: the first message tells it all
            value.errorMessages().stream()
                    .findFirst()
                    .ifPresent(message -> problems.add(new Problem(value.name(), message)));
            values.put(value.name(), value.value());
        }
        var reader = new Reader(settings, values, problems);
        var providers = reader.providers();
        var path = reader.paths();
        var policy = reader.overridePolicy();
        if (!problems.isEmpty()) {
            throw new ConfigProblemsException(problems);
        }
        return reader.settings(path, providers, policy);
    }

    /** Turns parsed values into the record; what the types alone do not check is added to the problems. */
    private record Reader(Map<String, String> given, Map<String, Object> values, List<Problem> problems) {

        WorkerSettings settings(List<Path> path, Map<String, Provider> providers, OverridePolicy policy) {
            return new WorkerSettings(
                    text(WorkerKeys.GROUP_ID),
                    text(WorkerKeys.CONFIG_TOPIC),
                    text(WorkerKeys.OFFSET_TOPIC),
                    text(WorkerKeys.STATUS_TOPIC),
                    (int) value(WorkerKeys.OFFSET_PARTITIONS),
                    (int) value(WorkerKeys.STATUS_PARTITIONS),
                    converters(),
                    clients(),
                    millis(WorkerKeys.FLUSH_INTERVAL),
                    millis(WorkerKeys.FLUSH_TIMEOUT),
                    millis(WorkerKeys.SHUTDOWN_TIMEOUT),
                    millis(StallTimeout.KEY),
                    bufferMemory(),
                    path,
                    PluginDiscovery.parse(text(WorkerKeys.PLUGIN_DISCOVERY)),
                    hotReload(),
                    flag(WorkerKeys.FAST_JSON),
                    flag(WorkerKeys.TOPIC_CREATION),
                    flag(WorkerKeys.TOPIC_TRACKING),
                    flag(WorkerKeys.TOPIC_TRACKING_RESET),
                    ExactlyOnce.isEnabled(given),
                    providers,
                    policy,
                    reporters(),
                    LedgerSettings.of(values),
                    new Extensions(list(WorkerKeys.REST_EXTENSIONS), given));
        }

        private Reporters reporters() {
            return new Reporters(
                    list(WorkerKeys.METRIC_REPORTERS),
                    (int) value(WorkerKeys.METRIC_SAMPLES),
                    (long) value(WorkerKeys.METRIC_WINDOW),
                    text(WorkerKeys.METRIC_LEVEL).toUpperCase(Locale.ROOT),
                    beneath(WorkerKeys.METRIC_CONTEXT),
                    given);
        }

        private long bufferMemory() {
            var bytes = (long) value(WorkerKeys.BUFFER_MEMORY);
            return bytes >= 0 ? bytes : Runtime.getRuntime().maxMemory() / 4;
        }

        List<Path> paths() {
            var paths = new ArrayList<Path>();
            for (var entry : list(WorkerKeys.PLUGIN_PATH)) {
                try {
                    paths.add(Path.of(entry));
                } catch (InvalidPathException e) {
                    problems.add(new Problem(WorkerKeys.PLUGIN_PATH, "not a path: " + entry));
                }
            }
            return paths;
        }

        Map<String, Provider> providers() {
            var providers = new LinkedHashMap<String, Provider>();
            for (var name : list(WorkerKeys.CONFIG_PROVIDERS)) {
                var prefix = WorkerKeys.CONFIG_PROVIDERS + "." + name;
                var className = given.get(prefix + ".class");
                if (className == null) {
                    problems.add(new Problem(
                            prefix + ".class",
                            "missing; " + WorkerKeys.CONFIG_PROVIDERS + " names " + name + ", so its class is needed"));
                } else {
                    providers.put(
                            name,
                            new Provider(
                                    className.trim(), beneath(prefix + ".param."), timeToLive(prefix + ".ttl.ms")));
                }
            }
            return providers;
        }

        private Optional<Duration> hotReload() {
            return flag(WorkerKeys.HOT_RELOAD) ? Optional.of(millis(WorkerKeys.HOT_RELOAD_INTERVAL)) : Optional.empty();
        }

        private Optional<Duration> timeToLive(String key) {
            var text = given.getOrDefault(key, "").trim();
            if (text.isEmpty()) {
                return Optional.empty();
            }
            if (!text.matches("[1-9]\\d{0,15}")) {
                problems.add(new Problem(key, "not a number of milliseconds from 1 on: " + text));
                return Optional.empty();
            }
            return Optional.of(Duration.ofMillis(Long.parseLong(text)));
        }

        OverridePolicy overridePolicy() {
            return OverridePolicy.parse(text(WorkerKeys.OVERRIDE_POLICY), list(WorkerKeys.OVERRIDE_ALLOWLIST), given);
        }

        /** JSON without schemas, unless something else is asked for. */
        private Map<String, String> converters() {
            var converters = new TreeMap<String, String>();
            for (var key : List.of(WorkerKeys.KEY_CONVERTER, WorkerKeys.VALUE_CONVERTER, WorkerKeys.HEADER_CONVERTER)) {
                converters.put(key, text(key));
                if (text(key).equals(WorkerKeys.JSON_CONVERTER)) {
                    converters.put(key + ".schemas.enable", "false");
                }
                beneath(key + ".").forEach((rest, value) -> converters.put(key + "." + rest, value));
            }
            return converters;
        }

        private Map<String, String> clients() {
            var clients = new TreeMap<String, String>();
            given.forEach((key, value) -> {
                if (key.startsWith("producer.") || key.startsWith("consumer.")) {
                    clients.put(key, value);
                }
            });
            return clients;
        }

        private Map<String, String> beneath(String prefix) {
            var found = new TreeMap<String, String>();
            given.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    found.put(key.substring(prefix.length()), value);
                }
            });
            return found;
        }

        private Object value(String key) {
            var value = values.get(key);
            if (value == null) {
                throw new IllegalStateException("No value for " + key + ", which has a default");
            }
            return value;
        }

        private String text(String key) {
            return value(key).toString().trim();
        }

        private boolean flag(String key) {
            return (boolean) value(key);
        }

        private Duration millis(String key) {
            return Duration.ofMillis((long) value(key));
        }

        private List<String> list(String key) {
            return values.get(key) instanceof List<?> list
                    ? list.stream()
                            .map(Object::toString)
                            .filter(s -> !s.isBlank())
                            .toList()
                    : List.of();
        }
    }
}
