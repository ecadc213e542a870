package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys that nobody defines. */
class UnknownKeysTest extends ConnectorChecks {

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
