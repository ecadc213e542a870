package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.ConfigKeyInfo;
import io.leat.runtime.RequestException;
import io.leat.runtime.ValidationResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers are those of the stock worker for the same requests; see the recorded ones. */
class ConnectorConfigsTest extends ConnectorChecks {

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
}
