package io.leat.broker.security;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;

/** The keys of {@link SecuritySettings}: Kafka's, with types and checks from Kafka, and two of Leat's own. */
final class SecurityKeys {
    static final String SUPER_USERS = "super.users";
    static final String ALLOW_EVERYONE = "allow.everyone.if.no.acl.found";
    static final String WORKER_PRINCIPAL = "worker.principal";
    static final String SCRAM_USERS = "scram.users.file";
    static final String MECHANISMS = BrokerSecurityConfigs.SASL_ENABLED_MECHANISMS_CONFIG;
    static final String CLIENT_AUTH = BrokerSecurityConfigs.SSL_CLIENT_AUTH_CONFIG;
    /** What Kafka changes while it runs, but has no meaning here. */
    static final String KERBEROS_RELOGIN = "sasl.kerberos.min.time.before.relogin";

    static final String JAAS = "sasl.jaas.config";
    static final String CALLBACK_HANDLER = BrokerSecurityConfigs.SASL_SERVER_CALLBACK_HANDLER_CLASS_CONFIG;

    private static final Map<String, String> SASL = documented(
            MECHANISMS,
            "Mechanisms of SASL listeners: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER.",
            CALLBACK_HANDLER,
            "Class that checks credentials instead of Kafka's own; set for a listener and mechanism.",
            BrokerSecurityConfigs.SASL_SERVER_MAX_RECEIVE_SIZE_CONFIG,
            "Largest request in bytes that is taken before authentication.",
            BrokerSecurityConfigs.CONNECTIONS_MAX_REAUTH_MS_CONFIG,
            "Milliseconds after which a client has to authenticate again; 0 for never.",
            "sasl.oauthbearer.jwks.endpoint.url",
            "OAUTHBEARER: where the keys are that tokens are signed with (https, or file for a local file).",
            "sasl.oauthbearer.jwks.endpoint.refresh.ms",
            "OAUTHBEARER: milliseconds between readings of the keys.",
            "sasl.oauthbearer.expected.audience",
            "OAUTHBEARER: audiences one of which a token must be for.",
            "sasl.oauthbearer.expected.issuer",
            "OAUTHBEARER: who a token must come from.",
            "sasl.oauthbearer.scope.claim.name",
            "OAUTHBEARER: the claim with the scopes.",
            "sasl.oauthbearer.sub.claim.name",
            "OAUTHBEARER: the claim that names the user.",
            "sasl.oauthbearer.clock.skew.seconds",
            "OAUTHBEARER: how far clocks may be apart.");

    private static final Map<String, String> TLS = documented(
            "ssl.keystore.location",
            "File with the certificate and its key, read again when it changes.",
            "ssl.keystore.password",
            "Password of the key store.",
            "ssl.keystore.type",
            "JKS, PKCS12 or PEM.",
            "ssl.keystore.key",
            "The private key itself as PEM, instead of a file.",
            "ssl.keystore.certificate.chain",
            "The certificates themselves as PEM, instead of a file.",
            "ssl.key.password",
            "Password of the private key.",
            "ssl.truststore.location",
            "File with the certificates that clients are checked against.",
            "ssl.truststore.password",
            "Password of the trust store.",
            "ssl.truststore.type",
            "JKS, PKCS12 or PEM.",
            "ssl.truststore.certificates",
            "The trusted certificates themselves as PEM, instead of a file.",
            CLIENT_AUTH,
            "Whether clients show a certificate: required, requested or none. SASL_SSL listeners look only at their own key.",
            "ssl.enabled.protocols",
            "Versions of TLS that are accepted.",
            "ssl.cipher.suites",
            "Cipher suites that are accepted; empty for the JVM's.");

    private static final Map<String, String> PRINCIPALS = documented(
            BrokerSecurityConfigs.SSL_PRINCIPAL_MAPPING_RULES_CONFIG,
            "Rules that make a short name of a certificate's subject.",
            BrokerSecurityConfigs.PRINCIPAL_BUILDER_CLASS_CONFIG,
            "Class that makes the principal of an authenticated connection.");

    private SecurityKeys() {}

    private static Map<String, String> documented(String... pairs) {
        var docs = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            docs.put(pairs[i], pairs[i + 1]);
        }
        return docs;
    }

    static ConfigDef define(ConfigDef definition) {
        definition
                .define(
                        KERBEROS_RELOGIN,
                        Type.LONG,
                        60_000L,
                        LOW,
                        "Without effect, since Kerberos is not supported; known so that tools can set it as they do on Kafka.")
                .define(
                        SUPER_USERS,
                        Type.STRING,
                        "",
                        HIGH,
                        "Principals that may do everything, such as User:admin; several with semicolons between.")
                .define(
                        ALLOW_EVERYONE,
                        Type.STRING,
                        "",
                        ValidString.in("", "true", "false"),
                        HIGH,
                        "Whether what no ACL speaks of is allowed. Unset: only while there is no ACL and no listener authenticates.")
                .define(
                        WORKER_PRINCIPAL,
                        Type.STRING,
                        "User:leat-worker",
                        new NonEmptyString(),
                        MEDIUM,
                        "Principal of the connectors that run in this process; ACLs and quotas hold for it.")
                .define(
                        SCRAM_USERS,
                        Type.STRING,
                        "",
                        MEDIUM,
                        "File with SCRAM users, lines of leat hash --scram; what was stored by a client goes before.");
        for (var docs : List.of(PRINCIPALS, SASL, TLS)) {
            docs.forEach((name, doc) -> define(definition, name, doc));
        }
        return definition;
    }

    private static void define(ConfigDef definition, String name, String doc) {
        var kafkas = BrokerSecurityConfigs.CONFIG_DEF.configKeys().get(name);
        if (kafkas == null) {
            throw new IllegalStateException("Kafka has no key " + name);
        }
        // Kafka's default is Kerberos, which is not offered here.
        var defaultValue = name.equals(MECHANISMS) ? List.of() : kafkas.defaultValue;
        definition.define(name, kafkas.type, defaultValue, kafkas.validator, importance(name), doc);
    }

    private static Importance importance(String name) {
        return switch (name) {
            case MECHANISMS, CLIENT_AUTH, "ssl.keystore.location", "ssl.truststore.location" -> HIGH;
            case "ssl.cipher.suites", "ssl.enabled.protocols", "sasl.oauthbearer.clock.skew.seconds" -> LOW;
            default -> MEDIUM;
        };
    }
}
