package io.leat.compatibility.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A broker that lets nobody in without TLS and a password, and its clients. {@code admin} may do everything; {@code ann}
 * what entries allow.
 *
 * @param certificate of the broker
 */
public record Security(Certificate certificate) {
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required ";

    /** The broker's settings for a {@code SASL_SSL} listener with PLAIN and SCRAM, and entries enforced. */
    public Map<String, String> brokerSettings() {
        var settings = new HashMap<String, String>();
        settings.put("ssl.keystore.location", certificate.keyStore().toString());
        settings.put("ssl.keystore.password", certificate.password());
        settings.put("ssl.key.password", certificate.password());
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
        settings.put(
                "listener.name.clients.plain.sasl.jaas.config",
                PLAIN + "user_admin=\"admin-secret\" user_ann=\"ann-secret\";");
        settings.put("listener.name.clients.scram-sha-256.sasl.jaas.config", SCRAM + ";");
        settings.put("listener.name.clients.scram-sha-512.sasl.jaas.config", SCRAM + ";");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:admin");
        return settings;
    }

    /** What a Java client of this user needs; the mechanism is PLAIN or one of SCRAM. */
    public Map<String, Object> client(String mechanism, String user, String password) {
        var module = mechanism.equals("PLAIN") ? PLAIN : SCRAM;
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.location",
                certificate.keyStore().toString(),
                "ssl.truststore.password",
                certificate.password(),
                "ssl.truststore.type",
                "PKCS12",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                module + "username=\"" + user + "\" password=\"" + password + "\";");
    }

    /** The same in a file, for {@code --command-config}. */
    public Path clientFile(String mechanism, String user, String password) {
        try {
            var properties = new Properties();
            properties.putAll(client(mechanism, user, password));
            var file = Files.createTempFile(user, ".properties");
            try (var out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
