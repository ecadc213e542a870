package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
}
