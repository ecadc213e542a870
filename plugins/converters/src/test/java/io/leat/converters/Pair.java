package io.leat.converters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;

/** Our converter and Kafka's, with the same settings. */
record Pair(Map<String, String> settings, FastJsonConverter ours, JsonConverter kafkas) {

    static Pair of(Map<String, String> settings) {
        var ours = new FastJsonConverter();
        var kafkas = new JsonConverter();
        ours.configure(settings, false);
        kafkas.configure(settings, false);
        return new Pair(settings, ours, kafkas);
    }

    /** All combinations of the switches; few schemas are remembered, so that some are forgotten. */
    static List<Pair> all() {
        return List.of("true", "false").stream()
                .flatMap(schemas -> List.of("BASE64", "numeric").stream()
                        .flatMap(decimals -> List.of("true", "false").stream()
                                .map(replace -> of(Map.of(
                                        "schemas.enable", schemas,
                                        "decimal.format", decimals,
                                        "replace.null.with.default", replace,
                                        "schemas.cache.size", "50")))))
                .toList();
    }

    Pair with(String key, String value) {
        var changed = new HashMap<>(settings);
        changed.put(key, value);
        return of(changed);
    }

    void writeTheSame(Schema schema, Object value) {
        var expected = Outcome.of(() -> kafkas.fromConnectData("topic", schema, value));
        var actual = Outcome.of(() -> ours.fromConnectData("topic", schema, value));
        assertThat(actual).as("%s with %s, %s", value, schema, settings).isEqualTo(expected);
    }

    void readTheSame(byte[] document) {
        var expected = Outcome.of(() -> kafkas.toConnectData("topic", document));
        var actual = Outcome.of(() -> ours.toConnectData("topic", document));
        assertThat(actual)
                .as("%s with %s", document == null ? null : new String(document, StandardCharsets.UTF_8), settings)
                .isEqualTo(expected);
    }

    void readTheSame(String document) {
        readTheSame(document.getBytes(StandardCharsets.UTF_8));
    }
}
