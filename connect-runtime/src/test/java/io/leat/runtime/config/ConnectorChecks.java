package io.leat.runtime.config;

import io.leat.runtime.ConfigKeyInfo;
import io.leat.runtime.ValidationResult;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.TestPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Checks of configurations of Kafka's file connectors: the base of their tests. */
abstract class ConnectorChecks {

    @TempDir
    Path temp;

    ConnectorConfigs configs;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(temp.resolve("plugins"));
        Files.copy(TestPlugins.kafkaJar("connect-file"), temp.resolve("plugins/connect-file.jar"));
        configs = configs(OverridePolicy.ALL);
    }

    ConnectorConfigs configs(OverridePolicy policy) {
        return configs(policy, true);
    }

    ConnectorConfigs configs(OverridePolicy policy, boolean exactlyOnce) {
        Plugins plugins = TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"));
        var provider = new WorkerSettings.Provider(
                "org.apache.kafka.common.config.provider.FileConfigProvider", Map.of("allowed.paths", temp.toString()));
        return new ConnectorConfigs(
                plugins,
                ConfigProviders.open(Map.of("file", provider), plugins),
                OverrideChecks.open(policy, plugins),
                exactlyOnce);
    }

    static Map<String, String> source(String... pairs) {
        return config("FileStreamSource", pairs);
    }

    static Map<String, String> sink(String... pairs) {
        var config = config("FileStreamSink", pairs);
        config.put("name", "n");
        return config;
    }

    static Map<String, String> config(String className, String... pairs) {
        var config = new HashMap<>(Map.of("connector.class", className));
        for (var i = 0; i < pairs.length; i += 2) {
            config.put(pairs[i], pairs[i + 1]);
        }
        return config;
    }

    static List<String> errors(ValidationResult result, String key) {
        return entry(result, key).errors();
    }

    static ValidationResult.Entry entry(ValidationResult result, String key) {
        return result.configs().stream()
                .filter(e -> e.name().equals(key))
                .findFirst()
                .orElseThrow();
    }

    static ConfigKeyInfo key(List<ConfigKeyInfo> keys, String name) {
        return keys.stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
    }
}
