package io.leat.connectors.webhook;

import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Secret;
import io.leat.connect.api.settings.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** HTTPS, where a keystore is given; names and formats are those of Kafka's listeners. */
record TlsSettings(
        @Setting(
                name = "ssl.keystore.location",
                doc =
                        "Certificate chain with its key, as a file of ssl.keystore.type. Given, the listener speaks HTTPS.",
                group = "TLS")
        Optional<Path> keystore,

        @Setting(name = "ssl.keystore.password", doc = "Password of that file; none for PEM.", group = "TLS")
        Optional<Secret> keystorePassword,

        @Setting(name = "ssl.key.password", doc = "Password of the key within that file.", group = "TLS")
        Optional<Secret> keyPassword,

        @Setting(name = "ssl.keystore.type", doc = "PEM, PKCS12 or JKS.", defaultValue = "pem", group = "TLS")
        StoreType keystoreType,

        @Setting(
                name = "ssl.truststore.location",
                doc = "Certificates of the senders to trust, for ssl.client.auth=required.",
                group = "TLS")
        Optional<Path> truststore,

        @Setting(name = "ssl.truststore.password", doc = "Password of that file; none for PEM.", group = "TLS")
        Optional<Secret> truststorePassword,

        @Setting(name = "ssl.truststore.type", doc = "PEM, PKCS12 or JKS.", defaultValue = "pem", group = "TLS")
        StoreType truststoreType,

        @Setting(
                name = "ssl.client.auth",
                doc = "Whether senders need a certificate.",
                defaultValue = "none",
                group = "TLS")
        ClientAuth clientAuth) {

    /** Formats of key and trust stores. */
    enum StoreType {
        PEM,
        PKCS12,
        JKS
    }

    /** Whether senders show a certificate. */
    enum ClientAuth {
        NONE,
        REQUIRED
    }

    TlsSettings {
        new Problems()
                .check(
                        clientAuth == ClientAuth.NONE || truststore.isPresent(),
                        "ssl.truststore.location",
                        "is needed for ssl.client.auth=required")
                .check(
                        clientAuth == ClientAuth.NONE || keystore.isPresent(),
                        "ssl.keystore.location",
                        "is needed for ssl.client.auth=required")
                .throwIfAny();
    }

    boolean used() {
        return keystore.isPresent();
    }

    /**
     * Reads the files.
     *
     * @throws org.apache.kafka.common.KafkaException if one cannot be read, naming it
     */
    SSLContext context() {
        var config = new HashMap<String, Object>();
        config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, truststoreType.name());
        config.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, keystoreType.name());
        truststore.ifPresent(file -> config.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file.toString()));
        keystore.ifPresent(file -> config.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, file.toString()));
        put(config, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, truststorePassword);
        put(config, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, keystorePassword);
        put(config, SslConfigs.SSL_KEY_PASSWORD_CONFIG, keyPassword);
        try (var factory = new DefaultSslEngineFactory()) {
            factory.configure(new ConfigDef().withClientSslSupport().parse(config));
            return factory.sslContext();
        }
    }

    private static void put(Map<String, Object> config, String key, Optional<Secret> secret) {
        secret.ifPresent(text -> config.put(key, new Password(text.value())));
    }
}
