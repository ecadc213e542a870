package io.leat.rest.fake;

import io.leat.runtime.ConfigKeyInfo;
import io.leat.runtime.ConnectorOffset;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.InstalledFolder;
import io.leat.runtime.InstalledFolders;
import io.leat.runtime.PluginInfo;
import io.leat.runtime.RequestException;
import io.leat.runtime.ValidationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plugins of {@link FakeWorker}: Kafka's file connectors, as far as REST shows them. */
final class FakePlugins {

    private static final String VERSION = "4.3.1";
    private static final ConfigKeyInfo TOPIC = new ConfigKeyInfo(
            "topic",
            "STRING",
            true,
            Optional.empty(),
            "HIGH",
            "The topic",
            Optional.empty(),
            -1,
            "NONE",
            "topic",
            List.of());

    private FakePlugins() {}

    static List<PluginInfo> list(boolean connectorsOnly) {
        var plugins = new ArrayList<>(List.of(
                new PluginInfo("org.apache.kafka.connect.file.FileStreamSinkConnector", "sink", Optional.of(VERSION)),
                new PluginInfo(
                        "org.apache.kafka.connect.file.FileStreamSourceConnector", "source", Optional.of(VERSION))));
        if (!connectorsOnly) {
            plugins.add(
                    new PluginInfo("org.apache.kafka.connect.json.JsonConverter", "converter", Optional.of(VERSION)));
        }
        return plugins;
    }

    static InstalledFolders folders() {
        return new InstalledFolders() {
            @Override
            public List<InstalledFolder> list() {
                return List.of(
                        new InstalledFolder(
                                "file", InstalledFolder.State.LOADED, Optional.empty(), FakePlugins.list(true)),
                        new InstalledFolder(
                                "torn.jar",
                                InstalledFolder.State.BROKEN,
                                Optional.of("zip END header not found"),
                                List.of()));
            }

            @Override
            public Refreshed refresh() {
                return new Refreshed(List.of("new"), List.of("file"), List.of(), List.of("src"));
            }
        };
    }

    static List<ConfigKeyInfo> config(String plugin, Optional<String> version) {
        if (plugin.equals("Nope")) {
            throw new RequestException.NotFound("Unknown plugin Nope.");
        }
        version.filter(range -> !range.equals(VERSION)).ifPresent(range -> {
            throw new RequestException.Invalid("Plugin " + plugin + " not found that matches the version range " + range
                    + ", available versions: [" + VERSION + "]");
        });
        return List.of(TOPIC);
    }

    static ValidationResult validate(String plugin, Map<String, String> config) {
        type(plugin);
        var missing = config.containsKey("topic") ? List.<String>of() : List.of("Missing required configuration");
        var entry = new ValidationResult.Entry(
                Optional.of(TOPIC), "topic", Optional.ofNullable(config.get("topic")), List.of(), missing, true);
        return new ValidationResult(plugin, missing.size(), List.of("Common"), List.of(entry), List.of());
    }

    static void requireValid(String name, Map<String, String> config) {
        var given = config.getOrDefault("name", name);
        if (!given.equals(name)) {
            throw new RequestException.Invalid("Connector name configuration (" + given
                    + ") doesn't match connector name in the URL (" + name + ")");
        }
        type(config.getOrDefault("connector.class", ""));
        if (name.isEmpty() || !config.getOrDefault("tasks.max", "1").matches("\\d+")) {
            throw new RequestException.Invalid(
                    "Connector configuration is invalid and contains the following 1 error(s):\n…");
        }
    }

    static ConnectorType type(String plugin) {
        return switch (plugin) {
            case "FileStreamSource" -> ConnectorType.SOURCE;
            case "FileStreamSink" -> ConnectorType.SINK;
            default ->
                throw new RequestException.Invalid(
                        "Failed to find any class that implements Connector and which name matches " + plugin);
        };
    }

    static ConnectorOffset firstOffset(ConnectorType type, Map<String, String> config) {
        return type == ConnectorType.SOURCE
                ? new ConnectorOffset(Map.of("filename", config.getOrDefault("file", "stdin")), Map.of("position", 51L))
                : new ConnectorOffset(Map.of("kafka_topic", "t1", "kafka_partition", 0), Map.of("kafka_offset", 62L));
    }

    static void requirePartition(ConnectorType type, Map<String, ?> partition) {
        if (type == ConnectorType.SOURCE && !partition.containsKey("filename")) {
            throw new RequestException.Invalid("Partition objects should contain the key 'filename'");
        }
        if (type == ConnectorType.SINK && !partition.containsKey("kafka_partition")) {
            throw new RequestException.Invalid("The partition for a sink connector offset must contain the keys"
                    + " 'kafka_topic' and 'kafka_partition'");
        }
    }
}
