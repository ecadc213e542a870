package io.leat.connectors.elasticsearch;

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

/** Whom to trust, and how to be trusted; names and formats are those of Kafka's clients. */
record TlsSettings(
        @Setting(
                name = "ssl.truststore.location",
                aliases = "elastic.https.ssl.truststore.location",
                doc =
                        "Certificates to trust, as a file of ssl.truststore.type; those of the Java runtime unless given.",
                group = "TLS")
        Optional<Path> truststore,

        @Setting(
                name = "ssl.truststore.password",
                aliases = "elastic.https.ssl.truststore.password",
                doc = "Password of that file; none for PEM.",
                group = "TLS")
        Optional<Secret> truststorePassword,

        @Setting(
                name = "ssl.truststore.type",
                aliases = "elastic.https.ssl.truststore.type",
                doc = "PEM, PKCS12 or JKS.",
                defaultValue = "pem",
                group = "TLS")
        StoreType truststoreType,

        @Setting(
                name = "ssl.keystore.location",
                aliases = "elastic.https.ssl.keystore.location",
                doc =
                        "Client certificate with its key, as a file of ssl.keystore.type, where the cluster asks for one.",
                group = "TLS")
        Optional<Path> keystore,

        @Setting(
                name = "ssl.keystore.password",
                aliases = "elastic.https.ssl.keystore.password",
                doc = "Password of that file; none for PEM.",
                group = "TLS")
        Optional<Secret> keystorePassword,

        @Setting(
                name = "ssl.key.password",
                aliases = "elastic.https.ssl.key.password",
                doc = "Password of the key within that file.",
                group = "TLS")
        Optional<Secret> keyPassword,

        @Setting(
                name = "ssl.keystore.type",
                aliases = "elastic.https.ssl.keystore.type",
                doc = "PEM, PKCS12 or JKS.",
                defaultValue = "pem",
                group = "TLS")
        StoreType keystoreType,

        @Setting(
                name = "ssl.endpoint.identification.algorithm",
                aliases = "elastic.https.ssl.endpoint.identification.algorithm",
                doc = "https checks that the certificate is for the host connected to; none does not, and then"
                        + " anybody with a trusted certificate can read along.",
                defaultValue = "https",
                group = "TLS")
        HostCheck hostCheck) {

    /** Formats of key and trust stores. */
    enum StoreType {
        PEM,
        PKCS12,
        JKS
    }

    /** Whether a certificate's name is compared with the host's. */
    enum HostCheck {
        HTTPS,
        NONE
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
