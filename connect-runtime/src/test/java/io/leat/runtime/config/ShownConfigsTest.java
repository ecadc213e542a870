package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.plugin.JarBuilder;
import io.leat.runtime.plugin.TestPlugins;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may declare a secret; the names of the settings say nothing here. */
class ShownConfigsTest {

    @TempDir
    Path temp;

    private ShownConfigs shown;

    @BeforeEach
    void install() {
        new JarBuilder(temp)
                .source("kept.KeptSource", SOURCE)
                .source("kept.Pepper", TRANSFORM)
                .source("kept.Grain", PREDICATE)
                .source("kept.SaltConverter", CONVERTER)
                .service(SourceConnector.class, "kept.KeptSource")
                .service(Transformation.class, "kept.Pepper")
                .service(Predicate.class, "kept.Grain")
                .service(Converter.class, "kept.SaltConverter")
                .write(temp.resolve("plugins/kept/kept.jar"));
        var plugins = TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"));
        var configs = new ConnectorConfigs(
                plugins,
                ConfigProviders.open(Map.of(), plugins),
                OverrideChecks.open(OverridePolicy.ALL, plugins),
                true);
        shown = new ShownConfigs(configs, plugins, (kind, doing, code) -> code.run());
    }

    @Test
    void hidesWhatConnectorTransformsPredicatesAndConvertersDefineAsPasswords() {
        var config = Map.ofEntries(
                Map.entry("connector.class", "KeptSource"),
                Map.entry("dsn", "a"),
                Map.entry("token.url", "b"),
                Map.entry("transforms", "t"),
                Map.entry("transforms.t.type", "Pepper"),
                Map.entry("transforms.t.grain", "c"),
                Map.entry("predicates", "p"),
                Map.entry("predicates.p.type", "Grain"),
                Map.entry("predicates.p.size", "d"),
                Map.entry("key.converter", "SaltConverter"),
                Map.entry("key.converter.salt", "e"));

        assertThat(shown.show(config))
                .containsEntry("dsn", "[hidden]")
                .containsEntry("transforms.t.grain", "[hidden]")
                .containsEntry("predicates.p.size", "[hidden]")
                .containsEntry("key.converter.salt", "[hidden]")
                .containsEntry("token.url", "b")
                .containsEntry("key.converter", "SaltConverter")
                .hasSameSizeAs(config);
    }

    @Test
    void showsAReferenceButNotASecretThatOnlyContainsOne() {
        var config = Map.of(
                "connector.class", "KeptSource", "dsn", "${file:/run/s:dsn}", "api.token", "plain-${file:/run/s:t}");

        assertThat(shown.show(config))
                .containsEntry("dsn", "${file:/run/s:dsn}")
                .containsEntry("api.token", "[hidden]");
    }

    @Test
    void judgesAnewWhenTheConfigurationHasChanged() {
        var before = Map.of("name", "n", "connector.class", "Gone", "dsn", "a");
        var after = Map.of("name", "n", "connector.class", "KeptSource", "dsn", "a");

        assertThat(shown.show(before)).containsEntry("dsn", "a");
        assertThat(shown.show(after)).containsEntry("dsn", "[hidden]");
        assertThat(shown.show(after)).containsEntry("dsn", "[hidden]");
    }

    private static final String IMPORTS = """
            package kept;
            import java.util.List;
            import java.util.Map;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.connector.ConnectRecord;
            import org.apache.kafka.connect.data.Schema;
            import org.apache.kafka.connect.data.SchemaAndValue;
            """;

    private static final String SOURCE = IMPORTS + """
            public class KeptSource extends org.apache.kafka.connect.source.SourceConnector {
                public String version() { return "1.0"; }
                public void start(Map<String, String> config) {}
                public void stop() {}
                public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() { return null; }
                public List<Map<String, String>> taskConfigs(int max) { return List.of(); }
                public ConfigDef config() {
                    return new ConfigDef()
                            .define("dsn", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "")
                            .define("token.url", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "");
                }
            }
            """;

    private static final String TRANSFORM = IMPORTS + """
            public class Pepper<R extends ConnectRecord<R>>
                    implements org.apache.kafka.connect.transforms.Transformation<R> {
                public R apply(R record) { return record; }
                public void configure(Map<String, ?> config) {}
                public void close() {}
                public ConfigDef config() {
                    return new ConfigDef().define("grain", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
                }
            }
            """;

    private static final String PREDICATE = IMPORTS + """
            public class Grain<R extends ConnectRecord<R>>
                    implements org.apache.kafka.connect.transforms.predicates.Predicate<R> {
                public boolean test(R record) { return true; }
                public void configure(Map<String, ?> config) {}
                public void close() {}
                public ConfigDef config() {
                    return new ConfigDef().define("size", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
                }
            }
            """;

    private static final String CONVERTER = IMPORTS + """
            public class SaltConverter implements org.apache.kafka.connect.storage.Converter {
                public void configure(Map<String, ?> config, boolean isKey) {}
                public byte[] fromConnectData(String topic, Schema schema, Object value) { return new byte[0]; }
                public SchemaAndValue toConnectData(String topic, byte[] value) { return SchemaAndValue.NULL; }
                public ConfigDef config() {
                    return new ConfigDef().define("salt", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
                }
            }
            """;
}
