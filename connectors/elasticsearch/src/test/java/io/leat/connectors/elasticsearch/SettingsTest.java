package io.leat.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What registration says to wrong settings. */
@ExtendWith(ElasticsearchExtension.class)
class SettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "connection.url; ''",
                "connection.url; localhost:9200",
                "connection.url; http://user:secret@localhost:9200",
                "connection.url; http://localhost:9200?x=1",
                "connection.password; only-a-password",
                "index.name.format; ${nothing}",
                "schema.ignore; false",
                "write.method; replace",
                "version.type; internal",
                "data.stream.type; Logs-x",
                "batch.size; 0",
                "batch.size; 30000",
                "bulk.size.bytes; 99 MiB",
                "max.in.flight.requests; 0"
            })
    void namesTheSettingThatCannotWork(String key, String value) {
        assertThat(offline(Map.of(key, value))).containsKey(key);
    }

    @Test
    void refusesWhatADataStreamCannotDo() {
        assertThat(offline(Map.of(
                        "data.stream.type", "logs", "write.method", "upsert", "behavior.on.null.values", "delete")))
                .containsKeys("write.method", "behavior.on.null.values");
    }

    @Test
    void acceptsWhatConfluentsConnectorIsGiven() {
        assertThat(offline(Map.of(
                        "connection.url", "http://a:9200,http://b:9200",
                        "key.ignore", "true",
                        "schema.ignore", "true",
                        "write.method", "INSERT",
                        "behavior.on.malformed.documents", "WARN",
                        "behavior.on.null.values", "IGNORE",
                        "max.buffered.records", "20000",
                        "linger.ms", "1")))
                .isEmpty();
    }

    @Test
    void findsTheServer(IndexClient server) {
        assertThat(errors(Map.of("connection.url", server.url().toString()))).isEmpty();
    }

    @Test
    void namesTheNodeThatDoesNotAnswer(IndexClient server) {
        var found = errors(Map.of("connection.url", server.url() + ",http://127.0.0.1:1"));

        assertThat(found.get("connection.url")).singleElement().asString().contains("127.0.0.1:1");
    }

    private static Map<String, List<String>> offline(Map<String, String> settings) {
        var config = new HashMap<>(settings);
        config.put("validation.online.enabled", "false");
        return errors(config);
    }

    private static Map<String, List<String>> errors(Map<String, String> settings) {
        var config = new HashMap<>(Map.of("name", "es", "topics", "t", "connection.url", "http://127.0.0.1:9200"));
        config.putAll(settings);
        var errors = new HashMap<String, List<String>>();
        new ElasticsearchSinkConnector()
                .validate(config)
                .configValues()
                .forEach(value -> errors.put(value.name(), value.errorMessages()));
        errors.values().removeIf(List::isEmpty);
        return errors;
    }
}
