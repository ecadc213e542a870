package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leat.runtime.plugin.JarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

/** What answers to a configuration with secrets show of them. */
class SecretsInChecksTest extends ConnectorChecks {

    private static final String LEAKY = """
            package leaky;
            import java.util.*;
            import org.apache.kafka.common.config.*;
            public class LeakySource extends org.apache.kafka.connect.source.SourceConnector {
                public String version() { return "1"; }
                public void start(Map<String, String> config) {}
                public void stop() {}
                public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() { return null; }
                public List<Map<String, String>> taskConfigs(int max) { return List.of(); }
                public ConfigDef config() {
                    return new ConfigDef().define("password", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
                }
                public Config validate(Map<String, String> config) {
                    var result = super.validate(config);
                    result.configValues().get(0).addErrorMessage(
                            "Invalid value " + config.get("password") + " for configuration password: too weak");
                    return result;
                }
            }
            """;

    @Test
    void neverShowsSecretsOfAConnectorThatRepeatsThemInItsErrors() {
        new JarBuilder(temp)
                .source("leaky.LeakySource", LEAKY)
                .service(SourceConnector.class, "leaky.LeakySource")
                .write(temp.resolve("plugins/leaky/leaky.jar"));
        configs = configs(OverridePolicy.ALL);

        var result = configs.validate(Map.of("connector.class", "LeakySource", "name", "n", "password", "s3cr3t"));

        assertThat(errors(result, "password"))
                .containsExactly("Invalid value [hidden] for configuration password: too weak");
        assertThat(entry(result, "password").value()).contains("[hidden]");
        assertThat(result.toString()).doesNotContain("s3cr3t");
        assertThat(catchThrowable(() -> ConnectorConfigs.requireValid(result))).hasMessageNotContaining("s3cr3t");
    }

    @Test
    void showsReferencesInPlaceOfWhatTheyStandFor() throws IOException {
        var secrets = Files.writeString(temp.resolve("s.properties"), "topic=s3cr3t-topic\n");
        var reference = "${file:" + secrets + ":topic}";

        var result = configs.validate(source("name", "n", "topic", reference));

        assertThat(entry(result, "topic").value()).contains(reference);
        assertThat(result.toString()).doesNotContain("s3cr3t-topic");
    }
}
