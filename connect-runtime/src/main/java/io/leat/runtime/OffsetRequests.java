package io.leat.runtime;

import io.leat.runtime.config.ConfigProviders;
import io.leat.runtime.config.ConnectorConfigs;
import io.leat.runtime.config.ConnectorKeys;
import io.leat.runtime.connector.ConnectorHosts;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import io.leat.runtime.state.ConfigStore;
import io.leat.runtime.state.OffsetStore;
import io.leat.runtime.state.SourceOffsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows and changes the positions of connectors: in the offset topic for sources, in the consumer group for sinks. */
final class OffsetRequests {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetRequests.class);

    private final ConfigStore configs;
    private final OffsetStore offsets;
    private final GroupAdmin groups;
    private final ConnectorConfigs connectors;
    private final ConfigProviders providers;
    private final PositionSettings settings;
    private final ConnectorHosts hosts;
    private final TimeLimit limit;

    OffsetRequests(
            ConfigStore configs,
            OffsetStore offsets,
            GroupAdmin groups,
            ConnectorConfigs connectors,
            ConfigProviders providers,
            ConnectorHosts hosts,
            TimeLimit limit) {
        this.configs = configs;
        this.offsets = offsets;
        this.groups = groups;
        this.connectors = connectors;
        this.providers = providers;
        this.settings = new PositionSettings(providers);
        this.hosts = hosts;
        this.limit = limit;
    }

    List<ConnectorOffset> of(String name) {
        var config = config(name);
        if (connectors.type(config) == ConnectorType.SINK) {
            return groups.offsets(group(name, config)).entrySet().stream()
                    .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                    .map(entry -> SinkOffsets.shown(entry.getKey(), entry.getValue()))
                    .toList();
        }
        return positions(config).all(name).stream()
                .map(entry -> new ConnectorOffset(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(offset -> offset.partition().toString()))
                .toList();
    }

    String alter(String name, List<ConnectorOffset> changes) {
        requireStopped(name);
        if (changes.isEmpty()) {
            throw new RequestException.Invalid("Partitions / offsets need to be provided for an alter offsets request");
        }
        var config = config(name);
        var plugin = connector(name, config);
        return afterStop(name, config, () -> {
            var confirmed = plugin.instance() instanceof SinkConnector sink
                    ? alterSink(name, config, plugin, sink, SinkOffsets.parse(changes))
                    : alterSource(name, config, plugin, SourceChanges.of(changes));
            return message(confirmed, "altered", "need to be manually altered");
        });
    }

    String reset(String name) {
        requireStopped(name);
        var config = config(name);
        var plugin = connector(name, config);
        return afterStop(name, config, () -> {
            var confirmed = plugin.instance() instanceof SinkConnector sink
                    ? resetSink(name, config, plugin, sink)
                    : alterSource(
                            name,
                            config,
                            plugin,
                            SourceChanges.forgetting(positions(config).all(name)));
            return message(confirmed, "reset", "need to be manually reset");
        });
    }

    private SourceOffsets positions(Map<String, String> config) {
        return offsets.of(settings.of(config));
    }

    private String group(String name, Map<String, String> config) {
        return SinkOffsets.group(name, settings.of(config));
    }

    private static String plugin(Map<String, String> config) {
        return config.getOrDefault(ConnectorKeys.CONNECTOR_CLASS, "");
    }

    private Plugin<Connector> connector(String name, Map<String, String> config) {
        return limit.call("making " + plugin(config), "making connector " + name, () -> connectors.connector(config));
    }

    /** Behind everything that was asked of the connector before, so behind the end of its tasks. */
    private String afterStop(String name, Map<String, String> config, Supplier<String> change) {
        hosts.afterPending(name, "waiting for connector " + name + " to stop", () -> {}, limit.limit());
        requireStopped(name);
        return limit.call(
                "changing offsets of " + plugin(config), "changing the offsets of connector " + name, change::get);
    }

    private boolean alterSource(
            String name,
            Map<String, String> config,
            Plugin<Connector> plugin,
            Map<Map<String, ?>, @Nullable Map<String, ?>> changes) {
        var confirmed = plugin.instance() instanceof SourceConnector source
                && ask(config, plugin, resolved -> source.alterOffsets(resolved, new HashMap<>(changes)));
        store(name, () -> positions(config).write(name, changes));
        return confirmed;
    }

    private boolean alterSink(
            String name,
            Map<String, String> config,
            Plugin<Connector> plugin,
            SinkConnector sink,
            Map<TopicPartition, OptionalLong> changes) {
        var confirmed = ask(config, plugin, resolved -> sink.alterOffsets(resolved, SinkOffsets.forPlugin(changes)));
        store(name, () -> groups.alterOffsets(group(name, config), changes));
        return confirmed;
    }

    private boolean resetSink(String name, Map<String, String> config, Plugin<Connector> plugin, SinkConnector sink) {
        var group = group(name, config);
        var all = new HashMap<TopicPartition, OptionalLong>();
        groups.offsets(group).keySet().forEach(partition -> all.put(partition, OptionalLong.empty()));
        var confirmed = ask(config, plugin, resolved -> sink.alterOffsets(resolved, SinkOffsets.forPlugin(all)));
        store(name, () -> {
            if (groups.describe(group).isPresent()) {
                groups.delete(group);
            }
        });
        return confirmed;
    }

    /**
     * Stores a change that the connector has agreed to, on its host's thread: nothing is started meanwhile. It may have
     * taken so long that the caller has given up and resumed the connector; then it is too late.
     */
    private void store(String name, Runnable change) {
        var failure = new AtomicReference<RuntimeException>();
        hosts.afterPending(
                name,
                "storing the offsets of connector " + name,
                () -> {
                    try {
                        requireStillStopped(name);
                        change.run();
                    } catch (RuntimeException e) {
                        failure.set(e);
                    }
                },
                limit.limit());
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void requireStillStopped(String name) {
        config(name);
        if (!isStopped(name)) {
            throw new RequestException.Conflict("Connector " + name + " was resumed before its offsets were stored, so"
                    + " they were not: stop it and try again");
        }
    }

    @FunctionalInterface
    private interface Question {
        boolean ask(Map<String, String> config);
    }

    /** A connector refuses offsets by an exception: the caller's mistake, so its message is the answer. */
    private boolean ask(Map<String, String> config, Plugin<Connector> plugin, Question question) {
        var resolved = providers.resolve(config);
        try {
            return ContextLoader.call(plugin.loader(), () -> question.ask(resolved.values()));
        } catch (UnsupportedOperationException e) {
            LOG.debug(
                    "{} does not support changes of offsets: {}",
                    plugin.className(),
                    e.getClass().getName());
            throw new RequestException.Invalid("Connector " + plugin.className() + " does not support this change of"
                    + " offsets: " + connectors.mask(plugin, resolved).apply(String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            LOG.debug(
                    "{} refuses a change of offsets: {}",
                    plugin.className(),
                    e.getClass().getName());
            throw new RequestException.Invalid(connectors.mask(plugin, resolved).apply(String.valueOf(e.getMessage())));
        }
    }

    private static String message(boolean confirmed, String done, String toDo) {
        return confirmed
                ? "The offsets for this connector have been " + done + " successfully"
                : "The Connect framework-managed offsets for this connector have been " + done
                        + " successfully. However, if this connector manages offsets externally, they will " + toDo
                        + " in the system that the connector uses.";
    }

    private void requireStopped(String name) {
        config(name);
        if (!isStopped(name)) {
            throw new RequestException.Invalid("Connectors must be in the STOPPED state before their offsets can be"
                    + " modified. This can be done for the specified connector by issuing a 'PUT' request to the"
                    + " '/connectors/" + name + "/stop' endpoint");
        }
    }

    private boolean isStopped(String name) {
        var snapshot = configs.snapshot();
        return snapshot.target(name) == TargetState.STOPPED
                && snapshot.tasks(name).isEmpty();
    }

    private Map<String, String> config(String name) {
        return configs.snapshot()
                .config(name)
                .orElseThrow(() -> new RequestException.NotFound("Connector " + name + " not found"));
    }
}
