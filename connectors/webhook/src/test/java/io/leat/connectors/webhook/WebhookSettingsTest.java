package io.leat.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that cannot work are refused when a connector is registered. */
class WebhookSettingsTest {

    private final Hooks hooks = new Hooks();

    @AfterEach
    void stop() {
        hooks.close();
    }

    @Test
    void refusesAPortThatIsInUse() throws Exception {
        try (var taken = new ServerSocket(hooks.port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(hooks::start)
                    .hasMessageContaining("listen.address")
                    .hasMessageContaining("" + hooks.port);
            assertThat(hooks.errors()).containsKey("listen.address");
            assertThat(taken.isBound()).isTrue();
        }
    }

    @Test
    void letsAConnectorBeRegisteredAnewWhileItListens() {
        hooks.start();

        assertThat(hooks.errors()).isEmpty();
    }

    @Test
    void namesEveryWrongSettingOfANamedEndpoint() {
        assertThat(hooks.errors("endpoints.ci.provider=nobody", "endpoints.ci.pth=/ci"))
                .containsKeys("endpoints.ci.provider", "endpoints.ci.pth");
        assertThat(hooks.errors("endpoints.ci.topic=ci", "endpoints.ci.secret=short"))
                .containsKeys("endpoints.ci.secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret=",
                "secret=tooshort",
                "path=hooks",
                "path=/health",
                "listen.address=8088",
                "listen.address=host:99999",
                "topic=${nothing}",
                "timestamp.header=X-Time",
                "max.body.bytes=1 GiB",
                "response.timeout.ms=30000",
                "provider=none"
            })
    void refusesASettingThatCannotWork(String setting) {
        assertThat(hooks.errors(setting)).isNotEmpty();
    }
}
