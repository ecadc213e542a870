package io.leat.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;

/**
 * Kafka's {@code ssl.*} settings for HTTPS listeners, values parsed by Kafka's own definitions. As in Kafka Connect,
 * settings with the listeners' prefix ({@code listeners.https.ssl.keystore.location}) count alone where there is one;
 * otherwise the ones without prefix do.
 */
record TlsSettings(Map<String, Object> values) {

    static Set<String> keys() {
        return Definition.KEYS.names();
    }

    /** Puts what is wrong into {@code problems}. */
    static TlsSettings parse(Map<String, String> config, String prefix, List<String> problems) {
        var prefixed = withPrefix(config, prefix);
        var own = !prefixed.isEmpty();
        var chosen = own ? prefixed : withPrefix(config, "");
        try {
            var values = Definition.KEYS.parse(chosen);
            requireKeystore(values, own ? prefix : "", problems);
            return new TlsSettings(values);
        } catch (ConfigException wrong) {
            problems.add((own ? prefix : "") + "ssl.*: " + wrong.getMessage());
            return new TlsSettings(Map.of());
        }
    }

    private static Map<String, String> withPrefix(Map<String, String> config, String prefix) {
        var chosen = new HashMap<String, String>();
        for (var key : keys()) {
            var value = config.get(prefix + key);
            if (value != null) {
                chosen.put(key, value);
            }
        }
        return chosen;
    }

    private static void requireKeystore(Map<String, Object> values, String prefix, List<String> problems) {
        var location = values.get(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
        var inline = values.get(SslConfigs.SSL_KEYSTORE_KEY_CONFIG);
        if (location == null && inline == null) {
            problems.add(prefix + SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG + ": an https listener needs a keystore; set"
                    + " this to a PKCS12, JKS or PEM file and " + SslConfigs.SSL_KEYSTORE_TYPE_CONFIG + " to its type");
        }
    }

    String clientAuth() {
        return String.valueOf(values.get(BrokerSecurityConfigs.SSL_CLIENT_AUTH_CONFIG));
    }

    @Override
    public String toString() {
        return "TlsSettings[hidden]";
    }

    /** Apart, because most servers start without HTTPS and the definitions take time to make. */
    private static final class Definition {
        static final ConfigDef KEYS = new ConfigDef()
                .withClientSslSupport()
                .define(
                        BrokerSecurityConfigs.SSL_CLIENT_AUTH_CONFIG,
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigDef.ValidString.in("none", "requested", "required"),
                        ConfigDef.Importance.LOW,
                        "Whether HTTPS clients must show a certificate.");
    }
}
