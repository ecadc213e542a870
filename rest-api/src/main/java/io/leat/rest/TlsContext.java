package io.leat.rest;

import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Jetty's TLS from Kafka's settings. Kafka's own engine factory reads the key material, so that every form of it works
 * that works elsewhere in Kafka: PKCS12, JKS, PEM as a file or in the settings, encrypted keys.
 */
final class TlsContext {

    private TlsContext() {}

    /** @throws RestServerFailure if the keystore cannot be read */
    static SslContextFactory.Server of(TlsSettings settings) {
        var factory = new SslContextFactory.Server();
        try (var engines = new DefaultSslEngineFactory()) {
            engines.configure(settings.values());
            factory.setSslContext(engines.sslContext());
        } catch (KafkaException | IllegalArgumentException unusable) {
            throw new RestServerFailure(
                    "Cannot use the keystore of the https listener (ssl.keystore.*): " + unusable.getMessage()
                            + "; check location, type and passwords",
                    unusable);
        }
        factory.setIncludeProtocols(list(settings, SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG));
        var ciphers = list(settings, SslConfigs.SSL_CIPHER_SUITES_CONFIG);
        if (ciphers.length > 0) {
            factory.setIncludeCipherSuites(ciphers);
        }
        factory.setNeedClientAuth(settings.clientAuth().equals("required"));
        factory.setWantClientAuth(settings.clientAuth().equals("requested"));
        return factory;
    }

    private static String[] list(TlsSettings settings, String key) {
        return settings.values().get(key) instanceof List<?> items
                ? items.stream().map(String::valueOf).toArray(String[]::new)
                : new String[0];
    }
}
