package io.leat.broker.security;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.JaasUtils;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * What Kafka's channel builders read for a listener: the settings as given, with what only Kafka needs added (login modules
 * of mechanisms that have nothing to configure) and Kafka's dangerous default replaced (OAUTHBEARER without a key would
 * accept any token that is not signed).
 */
record ListenerConfigs(Map<String, String> given) {
    private static final String OAUTHBEARER = "OAUTHBEARER";
    private static final String PLAIN = "PLAIN";
    private static final Set<String> MECHANISMS = Set.of(PLAIN, "SCRAM-SHA-256", "SCRAM-SHA-512", OAUTHBEARER);

    /** @throws ConfigException naming the key that is missing or wrong */
    AbstractConfig of(ListenerName listener, SecurityProtocol protocol) {
        var settings = new HashMap<>(given);
        // Who may replace the files may also put another name into them: there are no other brokers to surprise.
        settings.putIfAbsent("ssl.allow.dn.changes", "true");
        settings.putIfAbsent("ssl.allow.san.changes", "true");
        if (protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL) {
            mechanisms(listener).forEach(mechanism -> complete(settings, listener, mechanism));
        }
        var config = new AbstractConfig(BrokerSecurityConfigs.CONFIG_DEF, settings, false);
        if (protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL) {
            checkKeyStore(listener, config.valuesWithPrefixOverride(listener.configPrefix()));
        }
        return config;
    }

    private List<String> mechanisms(ListenerName listener) {
        var prefixed = listener.configPrefix() + SecurityKeys.MECHANISMS;
        var text = given.getOrDefault(prefixed, given.getOrDefault(SecurityKeys.MECHANISMS, ""));
        var mechanisms = List.of(text.trim().split("\\s*,\\s*"));
        if (!MECHANISMS.containsAll(mechanisms)) {
            throw new ConfigException(
                    SecurityKeys.MECHANISMS, text, "listener " + listener.value() + " needs some of " + MECHANISMS);
        }
        return mechanisms;
    }

    private static void complete(Map<String, String> settings, ListenerName listener, String mechanism) {
        var prefix = listener.configPrefix() + mechanism.toLowerCase(Locale.ROOT) + ".";
        // A JAAS file of the JVM's, as Kafka takes it too, holds for everything that is not set here.
        if (System.getProperty(JaasUtils.JAVA_LOGIN_CONFIG_PARAM) == null) {
            if (mechanism.equals(PLAIN) && !settings.containsKey(prefix + SecurityKeys.JAAS)) {
                throw new ConfigException(prefix + SecurityKeys.JAAS + " is needed: it holds the users of PLAIN");
            }
            settings.putIfAbsent(prefix + SecurityKeys.JAAS, module(mechanism) + " required;");
        }
        if (mechanism.equals(OAUTHBEARER)) {
            settings.putIfAbsent(
                    prefix + SecurityKeys.CALLBACK_HANDLER, OAuthBearerValidatorCallbackHandler.class.getName());
            settings.putIfAbsent("sasl.oauthbearer.jwt.validator.class", DiscreetJwtValidator.class.getName());
        }
    }

    private static String module(String mechanism) {
        return mechanism.equals(OAUTHBEARER)
                ? OAuthBearerLoginModule.class.getName()
                : ScramLoginModule.class.getName();
    }

    private static void checkKeyStore(ListenerName listener, Map<String, ?> values) {
        if (values.get("ssl.keystore.location") == null
                && values.get("ssl.keystore.key") == null
                && values.get("ssl.engine.factory.class") == null) {
            throw new ConfigException(
                    "ssl.keystore.location is needed: listener " + listener.value() + " has no certificate to show");
        }
    }
}
