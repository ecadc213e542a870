package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leat.runtime.RequestException;
import io.leat.runtime.ValidationResult;
import io.leat.runtime.plugin.InstalledPlugins;
import io.leat.runtime.plugin.JarBuilder;
import io.leat.runtime.plugin.TestPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies from {@code plugin.path}, compiled here as somebody else would. */
class OverrideChecksTest {

    private static final String POLICY = """
            package acme;
            import java.util.*;
            import org.apache.kafka.common.config.ConfigValue;
            import org.apache.kafka.connect.connector.policy.*;
            public class ModestConnectorClientConfigOverridePolicy implements ConnectorClientConfigOverridePolicy {
                private String most;
                public void configure(Map<String, ?> worker) { most = String.valueOf(worker.get("metrics.context.most")); }
                public List<ConfigValue> validate(ConnectorClientConfigRequest request) {
                    var values = new ArrayList<ConfigValue>();
                    request.clientProps().forEach((name, given) -> {
                        var value = new ConfigValue(name);
                        if (name.equals("max.request.size") && (Integer) given > Integer.parseInt(most)) {
                            value.addErrorMessage(request.connectorName() + " (" + request.connectorType() + ", "
                                    + request.connectorClass().getSimpleName() + ", " + request.clientType()
                                    + ") may send " + most + " bytes, not " + given);
                        }
                        values.add(value);
                    });
                    if (request.clientType() == ConnectorClientConfigRequest.ClientType.CONSUMER
                            && !request.clientProps().containsKey("client.id")) {
                        var missing = new ConfigValue("client.id");
                        missing.addErrorMessage("has to be named");
                        values.add(missing);
                    }
                    if (request.clientProps().containsKey("client.rack")) {
                        throw new IllegalStateException("no racks");
                    }
                    return values;
                }
                public void close() { System.setProperty("acme.policy", "closed"); }
            }
            """;

    @TempDir
    Path temp;

    private InstalledPlugins plugins;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(temp.resolve("plugins"));
        Files.copy(TestPlugins.kafkaJar("connect-file"), temp.resolve("plugins/connect-file.jar"));
        new JarBuilder(temp)
                .source("acme.ModestConnectorClientConfigOverridePolicy", POLICY)
                .service(ConnectorClientConfigOverridePolicy.class, "acme.ModestConnectorClientConfigOverridePolicy")
                .write(temp.resolve("plugins/acme/policy.jar"));
        plugins = TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"));
    }

    @AfterEach
    void close() {
        plugins.close();
    }

    @Test
    void tellsWhatAPluginRefusesUnderTheConnectorsKey() {
        var result = validate("Modest", "FileStreamSource", "producer.override.max.request.size", "2000");

        assertThat(errors(result, "producer.override.max.request.size"))
                .containsExactly("n (source, FileStreamSourceConnector, PRODUCER) may send 1000 bytes, not 2000");
        assertThat(result.errorCount()).isEqualTo(1);
    }

    @Test
    void allowsWhatThePluginAllows() {
        var result = validate(
                "acme.ModestConnectorClientConfigOverridePolicy",
                "FileStreamSource",
                "producer.override.max.request.size",
                "900");

        assertThat(result.errorCount()).isZero();
    }

    @Test
    void letsAPluginDemandASettingThatTheConnectorDoesNotMake() {
        var result = validate("Modest", "FileStreamSink", "topics", "t");

        assertThat(errors(result, "consumer.override.client.id")).containsExactly("has to be named");
    }

    @Test
    void blamesAPluginThatFails() {
        assertThat(catchThrowable(() -> validate("Modest", "FileStreamSource", "producer.override.client.rack", "r1")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("connector.client.config.override.policy has failed")
                .hasMessageContaining("no racks");
    }

    @Test
    void closesThePluginWithTheWorker() {
        System.clearProperty("acme.policy");

        open("Modest").close();

        assertThat(System.getProperty("acme.policy")).isEqualTo("closed");
    }

    @Test
    void doesNotStartWithAPolicyThatIsNotInstalled() {
        var thrown = catchThrowableOfType(ConfigProblemsException.class, () -> open("Sometimes"));

        assertThat(thrown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("connector.client.config.override.policy");
            assertThat(problem.message()).contains("Sometimes").contains("Modest");
        });
    }

    private OverrideChecks open(String name) {
        var worker = Map.of("metrics.context.most", "1000");
        return OverrideChecks.open(OverridePolicy.parse(name, List.of(), worker), plugins);
    }

    private ValidationResult validate(String policy, String connector, String... pairs) {
        var config = new HashMap<>(Map.of("name", "n", "connector.class", connector, "topic", "t", "file", "f"));
        for (var i = 0; i < pairs.length; i += 2) {
            config.put(pairs[i], pairs[i + 1]);
        }
        try (var checks = open(policy)) {
            return new ConnectorConfigs(plugins, ConfigProviders.open(Map.of(), plugins), checks, true)
                    .validate(config);
        }
    }

    private static List<String> errors(ValidationResult result, String key) {
        return result.configs().stream()
                .filter(entry -> entry.name().equals(key))
                .flatMap(entry -> entry.errors().stream())
                .toList();
    }
}
