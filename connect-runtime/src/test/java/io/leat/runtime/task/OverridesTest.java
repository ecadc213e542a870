package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class OverridesTest {

    @Test
    void namesClientSettingsThatDoNothing() {
        assertThat(Overrides.withoutEffect(Map.of(
                        "topic", "t", "producer.override.acks", "all", "producer.override.compression.type", "lz4")))
                .containsExactly("producer.override.acks");
    }

    @Test
    void theConnectorsSettingGoesBeforeTheWorkers() {
        assertThat(Overrides.of(
                        "producer.",
                        Map.of("producer.client.id", "all", "producer.compression.type", "lz4"),
                        Map.of("producer.override.client.id", "one")))
                .containsEntry("client.id", "one")
                .containsEntry("compression.type", "lz4");
    }

    @Test
    void takesUnknownSettingsForThoseOfAnExtension() {
        assertThat(Overrides.withoutEffect(Map.of(
                        "producer.override.interceptor.classes", "acme.Lineage",
                        "producer.override.acme.url", "http://x",
                        "producer.override.acks", "all")))
                .containsExactly("producer.override.acks");
        assertThat(Overrides.withoutEffect(Map.of("producer.override.acme.url", "http://x")))
                .containsExactly("producer.override.acme.url");
    }

    @Test
    void everySettingOfKafkasClientsTakesEffectOrIsNamed() {
        var all = new TreeMap<String, String>();
        ProducerConfig.configNames().forEach(key -> all.put("producer.override." + key, "x"));
        ConsumerConfig.configNames().forEach(key -> all.put("consumer.override." + key, "x"));
        AdminClientConfig.configNames().forEach(key -> all.put("admin.override." + key, "x"));

        var named = Overrides.withoutEffect(all);

        assertThat(Stream.concat(named.stream(), Overrides.EFFECTIVE.stream()))
                .containsExactlyInAnyOrderElementsOf(all.keySet());
    }

    @Test
    void theDocumentationTellsOfEverySettingThatKafkasClientsHave() throws IOException {
        var text = Files.readString(Path.of("../docs/overrides.md"));
        var effective = Pattern.compile("^\\| `((?:producer|consumer)\\.override\\.[a-z0-9.]+)`", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(effective).isEqualTo(Overrides.EFFECTIVE);
        assertThat(Stream.of(
                                ProducerConfig.configNames(),
                                ConsumerConfig.configNames(),
                                AdminClientConfig.configNames())
                        .flatMap(Set::stream)
                        .filter(key -> !key.matches("(ssl|sasl|internal)\\..*")))
                .allSatisfy(key -> assertThat(text).containsPattern("[`.]" + Pattern.quote(key) + "`"));
    }
}
