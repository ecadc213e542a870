package io.leat.broker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;

class NetworkSettingsTest {

    private static NetworkSettings settings(Map<String, String> given) {
        return NetworkSettings.of(new AbstractConfig(NetworkSettings.define(new ConfigDef()), given, false));
    }

    @Test
    void listensNowhereUnlessTold() {
        assertThat(settings(Map.of()).listeners()).isEmpty();
        assertThat(settings(Map.of("broker.listeners", " ")).listeners()).isEmpty();
    }

    @Test
    void readsSeveralListenersWithNamesOfTheirOwn() {
        var listeners = settings(Map.of(
                        "broker.listeners", "PLAINTEXT://127.0.0.1:9092, outside://[::1]:9093",
                        "listener.security.protocol.map", "OUTSIDE:SASL_SSL"))
                .listeners();
        assertThat(listeners)
                .containsExactly(
                        new Listener(new ListenerName("PLAINTEXT"), SecurityProtocol.PLAINTEXT, "127.0.0.1", 9092),
                        new Listener(new ListenerName("OUTSIDE"), SecurityProtocol.SASL_SSL, "::1", 9093));
        assertThat(listeners.get(1)).hasToString("OUTSIDE://[::1]:9093");
    }

    @Test
    void tellsClientsTheAdvertisedAddressOrElseTheListenersOwn() {
        var settings = settings(Map.of(
                "broker.listeners", "PLAINTEXT://127.0.0.1:0,OUTSIDE://127.0.0.1:0",
                "listener.security.protocol.map", "OUTSIDE:PLAINTEXT",
                "broker.advertised.listeners", "OUTSIDE://log.example.com:19092"));
        try (var bound = BoundListeners.bind(settings)) {
            assertThat(bound.told(new ListenerName("OUTSIDE"))).hasToString("OUTSIDE://log.example.com:19092");
            assertThat(bound.told(new ListenerName("PLAINTEXT")))
                    .isEqualTo(bound.listeners().get(0))
                    .satisfies(listener -> assertThat(listener.port()).isPositive());
        }
    }

    @Test
    void namesTheKeyOfWhatCannotBe() {
        assertRefused(Map.of("broker.listeners", "127.0.0.1:9092"), "broker.listeners", "127.0.0.1:9092");
        assertRefused(Map.of("broker.listeners", "PLAINTEXT://localhost:70000"), "broker.listeners", "70000");
        assertRefused(Map.of("broker.listeners", "INSIDE://:1"), "INSIDE", "listener.security.protocol.map");
        assertRefused(Map.of("broker.listeners", "PLAINTEXT://a:1,PLAINTEXT://b:2"), "PLAINTEXT", "twice");
        assertRefused(
                Map.of("listener.security.protocol.map", "INSIDE:TLS"), "listener.security.protocol.map", "INSIDE:TLS");
    }

    @Test
    void refusesToTellClientsAnAddressThatIsNone() {
        assertRefused(Map.of("broker.listeners", "PLAINTEXT://0.0.0.0:9092"), "broker.advertised.listeners", "0.0.0.0");
        assertRefused(
                Map.of(
                        "broker.listeners", "PLAINTEXT://127.0.0.1:9092",
                        "broker.advertised.listeners", "SSL://log.example.com:9093"),
                "broker.advertised.listeners",
                "SSL://log.example.com:9093");
    }

    private static void assertRefused(Map<String, String> given, String... words) {
        assertThatThrownBy(() -> settings(given))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(words);
    }
}
