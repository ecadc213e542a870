package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leat.runtime.ConfigKeyInfo;
import io.leat.runtime.RequestException;
import io.leat.runtime.ValidationResult;
import io.leat.runtime.plugin.JarBuilder;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.TestPlugins;
import io.leat.runtime.plugin.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers are those of the stock worker for the same requests; see the recorded ones. */
class ConnectorConfigsTest {

    @TempDir
    Path temp;

    private ConnectorConfigs configs;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(temp.resolve("plugins"));
        Files.copy(TestPlugins.kafkaJar("connect-file"), temp.resolve("plugins/connect-file.jar"));
        configs = configs(OverridePolicy.ALL);
    }

    @Test
    void answersAsTheStockWorkerWhenNameAndTopicAreMissing() {
        var result = configs.validate(source("file", "/data/x"));

        assertThat(result.name()).isEqualTo("FileStreamSource");
        assertThat(result.errorCount()).isEqualTo(2);
        assertThat(result.groups())
                .containsExactly(
                        "Common",
                        "Transforms",
                        "Predicates",
                        "Error Handling",
                        "Topic Creation",
                        "Exactly Once Support",
                        "offsets.topic");
        assertThat(result.configs().get(0))
                .isEqualTo(new ValidationResult.Entry(
                        Optional.of(new ConfigKeyInfo(
                                "name",
                                "STRING",
                                true,
                                Optional.empty(),
                                "HIGH",
                                result.configs()
                                        .get(0)
                                        .definition()
                                        .orElseThrow()
                                        .documentation(),
                                Optional.of("Common"),
                                1,
                                "MEDIUM",
                                "Connector name",
                                List.of())),
                        "name",
                        Optional.empty(),
                        List.of(),
                        List.of("Missing required configuration \"name\" which has no default value."),
                        true));
    }

    @Test
    void listsAllErrorsInOneMessageAsTheStockWorker() {
        var config = source("tasks.max", "x", "name", "bad");

        assertThatThrownBy(() -> ConnectorConfigs.requireValid(configs.validate(config)))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessage("Connector configuration is invalid and contains the following 3 error(s):\n"
                        + "Invalid value x for configuration tasks.max: Not a number of type INT\n"
                        + "Invalid value null for configuration tasks.max: Value must be non-null\n"
                        + "Missing required configuration \"topic\" which has no default value.\n"
                        + "You can also find the above list of errors at the endpoint"
                        + " `/connector-plugins/{connectorType}/config/validate`");
    }

    @Test
    void refusesAnEmptyNameAsTheStockWorker() {
        var result = configs.validate(source("name", "", "topic", "t"));

        assertThat(errors(result, "name"))
                .containsExactly("Invalid value  for configuration name: String may not be empty");
    }

    @Test
    void describesAConnectorsOwnSettingsBeforeTheCommonOnes() {
        var keys = configs.describe("FileStreamSource", VersionRange.LATEST);

        assertThat(keys)
                .extracting(ConfigKeyInfo::name)
                .startsWith("file", "topic", "batch.size", "name", "connector.class");
        assertThat(keys.get(1))
                .extracting(
                        ConfigKeyInfo::type, ConfigKeyInfo::required, ConfigKeyInfo::width, ConfigKeyInfo::orderInGroup)
                .containsExactly("STRING", true, "NONE", -1);
        assertThat(key(keys, "connector.plugin.version").defaultValue()).contains("4.3.1");
        assertThat(key(keys, "tasks.max").defaultValue()).contains("1");
        assertThat(key(keys, "key.converter").type()).isEqualTo("CLASS");
    }

    @Test
    void definesEverySettingOfTheStockWorkerWithItsDefaultTypeAndImportance() throws IOException {
        var keys = new HashMap<String, ConfigKeyInfo>();
        configs.describe("FileStreamSource", VersionRange.LATEST).forEach(key -> keys.put("Source " + key.name(), key));
        configs.describe("FileStreamSink", VersionRange.LATEST).forEach(key -> keys.put("Sink " + key.name(), key));

        assertThat(StockDefinitions.read()).isNotEmpty().allSatisfy(stock -> {
            var ours = keys.get(stock.scope() + " " + stock.name());
            assertThat(ours).as("%s %s", stock.scope(), stock.name()).isNotNull();
            assertThat(List.of(ours.type(), ours.importance(), String.valueOf(ours.required())))
                    .as(stock.name())
                    .containsExactly(stock.type(), stock.importance(), String.valueOf(stock.required()));
            assertThat(ours.defaultValue()).as(stock.name()).isEqualTo(stock.defaultValue());
        });
    }

    @Test
    void describesTransformsAndConverters() {
        assertThat(configs.describe("org.apache.kafka.connect.transforms.InsertField$Value", VersionRange.LATEST))
                .extracting(ConfigKeyInfo::name)
                .startsWith("topic.field", "partition.field", "offset.field", "timestamp.field");
        assertThat(configs.describe("org.apache.kafka.connect.json.JsonConverter", VersionRange.LATEST))
                .extracting(ConfigKeyInfo::name)
                .startsWith("converter.type", "schemas.enable", "schemas.cache.size");
    }

    @Test
    void knowsNoPluginOfAnotherName() {
        assertThatThrownBy(() -> configs.describe("Nope", VersionRange.LATEST))
                .isInstanceOf(RequestException.NotFound.class)
                .hasMessage("Unknown plugin Nope.");
    }

    @Test
    void refusesAVersionThatIsNotInstalled() {
        assertThatThrownBy(() -> configs.describe("FileStreamSource", VersionRange.parse("9.9.9")))
                .hasMessage("Plugin org.apache.kafka.connect.file.FileStreamSourceConnector not found that matches the"
                        + " version range [9.9.9,9.9.9], available versions: [4.3.1]");
        assertThatThrownBy(
                        () -> configs.validate(source("name", "n", "topic", "t", "connector.plugin.version", "9.9.9")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("available versions: [4.3.1]");
    }

    @Test
    void needsAConnectorClassAndShowsNoValuesWithout() {
        assertThatThrownBy(() -> configs.validate(Map.of("password", "s3cr3t")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("contains no connector type")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void checksTransformsByTheirOwnDefinitions() {
        var result = configs.validate(source(
                "name", "n",
                "topic", "t",
                "transforms", "route,gone",
                "transforms.route.type", "RegexRouter",
                "transforms.route.regex", "(.*",
                "transforms.route.predicate", "nobody",
                "transforms.gone.type", "com.example.Gone"));

        assertThat(result.groups()).contains("Transforms: route", "Transforms: gone");
        assertThat(errors(result, "transforms.route.regex")).hasSize(1);
        assertThat(errors(result, "transforms.route.replacement"))
                .containsExactly(
                        "Missing required configuration \"transforms.route.replacement\" which has no default value.");
        assertThat(errors(result, "transforms.route.predicate"))
                .singleElement()
                .asString()
                .contains("nobody");
        assertThat(errors(result, "transforms.gone.type"))
                .singleElement()
                .asString()
                .contains("com.example.Gone");
    }

    @Test
    void checksAConverterByItsOwnDefinition() {
        var result = configs.validate(source(
                "name", "n",
                "topic", "t",
                "key.converter", "Nope",
                "value.converter", "JsonConverter",
                "value.converter.schemas.enable", "perhaps"));

        assertThat(errors(result, "key.converter")).singleElement().asString().contains("Nope");
        assertThat(errors(result, "value.converter.schemas.enable")).isNotEmpty();
        assertThat(entry(result, "value.converter").recommendedValues())
                .contains("org.apache.kafka.connect.storage.StringConverter");
    }

    @Test
    void wantsExactlyOneWayToNameASinksTopics() {
        assertThat(errors(configs.validate(sink()), "topics"))
                .containsExactly("Must configure one of topics or topics.regex");
        assertThat(errors(configs.validate(sink("topics", "a", "topics.regex", "b")), "topics.regex"))
                .containsExactly("topics and topics.regex are mutually exclusive options, but both are set.");
        assertThat(configs.validate(sink("topics", "a")).errorCount()).isZero();
    }

    @Test
    void refusesADeadLetterTopicThatTheSinkReads() {
        var dlq = "errors.deadletterqueue.topic.name";

        assertThat(errors(configs.validate(sink("topics", "a, dead", dlq, "dead")), "topics"))
                .hasSize(1);
        assertThat(errors(configs.validate(sink("topics.regex", "d.*", dlq, "dead")), "topics.regex"))
                .hasSize(1);
        assertThat(configs.validate(sink("topics", "a", dlq, "dead")).errorCount())
                .isZero();
    }

    @Test
    void needsDefaultsForTopicCreationOnceAnyOfItIsSet() {
        var result = configs.validate(source("name", "n", "topic", "t", "topic.creation.default.partitions", "0"));

        assertThat(errors(result, "topic.creation.default.replication.factor")).hasSize(1);
        assertThat(errors(result, "topic.creation.default.partitions")).hasSize(1);
    }

    @Test
    void refusesClientSettingsThatThePolicyForbids() {
        var result = configs(OverridePolicy.parse("None", List.of(), Map.of()))
                .validate(source("name", "n", "topic", "t", "producer.override.linger.ms", "5"));

        assertThat(errors(result, "producer.override.linger.ms")).hasSize(1);
    }

    @Test
    void refusesValuesOfClientSettingsThatCannotBe() {
        var result = configs.validate(source(
                "name",
                "n",
                "topic",
                "t",
                "producer.override.transaction.timeout.ms",
                "long",
                "producer.override.compression.type",
                "rar",
                "consumer.override.isolation.level",
                "read_committed",
                "producer.override.acks",
                "all"));

        assertThat(errors(result, "producer.override.transaction.timeout.ms")).hasSize(1);
        assertThat(errors(result, "producer.override.compression.type")).hasSize(1);
        assertThat(result.errorCount()).isEqualTo(2);
    }

    @Test
    void wantsAConnectorThatSupportsExactlyOnceWhereThatIsRequired() {
        assertThat(configs.validate(source("name", "n", "topic", "t", "file", "f", "exactly.once.support", "required"))
                        .errorCount())
                .isZero();
        assertThat(errors(
                        configs.validate(
                                source("name", "n", "topic", "t", "file", "f", "transaction.boundary", "connector")),
                        "transaction.boundary"))
                .singleElement()
                .asString()
                .contains("does not support connector-defined transaction boundaries");
    }

    @Test
    void refusesToRequireExactlyOnceWhereTheWorkerDoesNotSupportIt() {
        var disabled = configs(OverridePolicy.ALL, false);
        var required = source("name", "n", "topic", "t", "file", "f", "exactly.once.support", "required");
        assertThat(errors(disabled.validate(required), "exactly.once.support"))
                .containsExactly("This worker does not have exactly-once source support enabled.");
        var requested = source("name", "n", "topic", "t", "file", "f", "exactly.once.support", "requested");
        assertThat(disabled.validate(requested).errorCount()).isZero();
    }

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

    private ConnectorConfigs configs(OverridePolicy policy) {
        return configs(policy, true);
    }

    private ConnectorConfigs configs(OverridePolicy policy, boolean exactlyOnce) {
        Plugins plugins = TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"));
        var provider = new WorkerSettings.Provider(
                "org.apache.kafka.common.config.provider.FileConfigProvider", Map.of("allowed.paths", temp.toString()));
        return new ConnectorConfigs(
                plugins,
                ConfigProviders.open(Map.of("file", provider), plugins),
                OverrideChecks.open(policy, plugins),
                exactlyOnce);
    }

    private static Map<String, String> source(String... pairs) {
        return config("FileStreamSource", pairs);
    }

    private static Map<String, String> sink(String... pairs) {
        var config = config("FileStreamSink", pairs);
        config.put("name", "n");
        return config;
    }

    private static Map<String, String> config(String className, String... pairs) {
        var config = new HashMap<>(Map.of("connector.class", className));
        for (var i = 0; i < pairs.length; i += 2) {
            config.put(pairs[i], pairs[i + 1]);
        }
        return config;
    }

    private static List<String> errors(ValidationResult result, String key) {
        return entry(result, key).errors();
    }

    private static ValidationResult.Entry entry(ValidationResult result, String key) {
        return result.configs().stream()
                .filter(e -> e.name().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static ConfigKeyInfo key(List<ConfigKeyInfo> keys, String name) {
        return keys.stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
    }

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
    void namesTheNearestKnownKeyOfAnUnknownOne() {
        var result = configs.validate(source("name", "c", "topic", "t", "file", "/data/x", "batch.sizes", "5"));

        assertThat(result.errorCount()).isZero();
        assertThat(result.warnings()).containsExactly("Unknown key batch.sizes; did you mean batch.size?");
    }

    @Test
    void refusesUnknownKeysWhereThatIsAskedFor() {
        var result = configs.validate(
                source("name", "c", "topic", "t", "file", "/data/x", "hue", "5", "config.unknown.keys", "reject"));

        assertThat(result.errorCount()).isEqualTo(1);
        assertThat(result.configs().stream().filter(entry -> entry.name().equals("hue")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.errors())
                        .containsExactly("Unknown key hue, which no part of the connector says to read"));
    }

    @Test
    void saysNothingOfUnknownKeysWhereTheyAreIgnored() {
        var result = configs.validate(
                source("name", "c", "topic", "t", "file", "/data/x", "hue", "5", "config.unknown.keys", "ignore"));

        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void knowsTheKeysOfConvertersAndClients() {
        var result = configs.validate(source(
                "name",
                "c",
                "topic",
                "t",
                "file",
                "/data/x",
                "value.converter",
                "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable",
                "false",
                "producer.override.linger.ms",
                "5"));

        assertThat(result.warnings()).isEmpty();
    }
}
