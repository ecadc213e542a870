package io.leat.broker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerConfigsTest {
    private static final ListenerName LISTENER = new ListenerName("CLIENTS");

    @TempDir
    Path folder;

    private static Map<String, Object> values(Map<String, String> given, SecurityProtocol protocol) {
        return new ListenerConfigs(given).of(LISTENER, protocol).valuesWithPrefixOverride(LISTENER.configPrefix());
    }

    @Test
    void takesSecretsFromWhereTheyAreReferredTo() throws IOException {
        var secrets = Files.writeString(folder.resolve("secrets"), "keystore=from-the-file");
        var given = Map.of(
                "config.providers",
                "file",
                "config.providers.file.class",
                FileConfigProvider.class.getName(),
                "ssl.keystore.location",
                "leat.p12",
                "listener.name.clients.ssl.keystore.password",
                "${file:" + secrets + ":keystore}");

        assertThat(values(given, SecurityProtocol.SSL))
                .containsEntry("ssl.keystore.password", new Password("from-the-file"));
    }

    @Test
    void aMechanismWithNothingToConfigureNeedsNoLoginModule() {
        var values = values(
                Map.of("sasl.enabled.mechanisms", "SCRAM-SHA-256, OAUTHBEARER"), SecurityProtocol.SASL_PLAINTEXT);

        assertThat(values).containsKeys("scram-sha-256.sasl.jaas.config", "oauthbearer.sasl.jaas.config");
    }

    @Test
    void checksSignaturesOfTokensUnlessAnotherClassIsNamed() {
        var key = "listener.name.clients.oauthbearer.sasl.server.callback.handler.class";
        var given = new HashMap<>(Map.of("sasl.enabled.mechanisms", "OAUTHBEARER"));
        assertThat(values(given, SecurityProtocol.SASL_PLAINTEXT))
                .containsEntry(
                        "oauthbearer.sasl.server.callback.handler.class", OAuthBearerValidatorCallbackHandler.class);
        given.put(key, FixedToken.class.getName());
        assertThat(values(given, SecurityProtocol.SASL_PLAINTEXT))
                .containsEntry("oauthbearer.sasl.server.callback.handler.class", FixedToken.class);
    }

    @Test
    void namesTheKeyThatIsMissing() {
        refused(Map.of(), SecurityProtocol.SSL, "ssl.keystore.location");
        refused(Map.of(), SecurityProtocol.SASL_PLAINTEXT, "sasl.enabled.mechanisms");
        refused(Map.of("sasl.enabled.mechanisms", "GSSAPI"), SecurityProtocol.SASL_SSL, "sasl.enabled.mechanisms");
        refused(
                Map.of("sasl.enabled.mechanisms", "PLAIN"),
                SecurityProtocol.SASL_SSL,
                "listener.name.clients.plain.sasl.jaas.config");
    }

    private static void refused(Map<String, String> given, SecurityProtocol protocol, String key) {
        assertThatThrownBy(() -> values(given, protocol))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }
}
