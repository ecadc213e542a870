package io.leat.broker.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker with a listener of every kind, and the clients that come in there. */
public final class SecuredBroker {
    private static final String MODULES = "org.apache.kafka.common.security.";

    private final Path folder;
    private final TestIdentity server;
    private final TestIdentity ann;
    private final TestTokens tokens = new TestTokens();

    public SecuredBroker(Path folder) throws IOException {
        this.folder = folder;
        this.server = TestIdentity.make(folder, "server");
        this.ann = TestIdentity.make(folder, "ann");
        Files.writeString(folder.resolve("jwks.json"), tokens.keySet());
        Files.write(folder.resolve("scram-users"), ScramFile.lines("ann", "ann-secret".toCharArray()));
    }

    public TestIdentity server() {
        return server;
    }

    public TestIdentity ann() {
        return ann;
    }

    public TestTokens tokens() {
        return tokens;
    }

    public static String unsecuredToken(String user, String audience, Instant expires) {
        return TestTokens.unsecured(user, audience, expires);
    }

    /** Signed with a key that the broker does not know. */
    public static String foreignToken(String user, String audience, Instant expires) {
        return new TestTokens().signed(user, audience, expires);
    }

    public Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put(
                "broker.listeners",
                "PLAINTEXT://127.0.0.1:0,SSL://127.0.0.1:0,MTLS://127.0.0.1:0,SASL_PLAINTEXT://127.0.0.1:0,SASL_SSL://127.0.0.1:0");
        settings.put("listener.security.protocol.map", "MTLS:SSL");
        settings.put("log.min.free.bytes", "0");
        settings.put("super.users", "User:admin");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER");
        for (var listener : List.of("sasl_plaintext", "sasl_ssl")) {
            settings.put(
                    "listener.name." + listener + ".plain.sasl.jaas.config",
                    MODULES + "plain.PlainLoginModule required user_ann=\"ann-secret\" user_admin=\"admin-secret\";");
        }
        settings.put("scram.users.file", folder.resolve("scram-users").toString());
        settings.put(
                "sasl.oauthbearer.jwks.endpoint.url",
                folder.resolve("jwks.json").toUri().toString());
        settings.put("sasl.oauthbearer.expected.audience", "leat");
        settings.putAll(server.shown(""));
        settings.put("listener.name.mtls.ssl.client.auth", "required");
        settings.putAll(ann.trusted("listener.name.mtls."));
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=([a-z]+),.*$/$1/,DEFAULT");
        return settings;
    }

    public void allowAnn(Acls acls) {
        acls.create(
                Callers.user("admin"),
                List.of(new AclBinding(
                        new ResourcePattern(ResourceType.CLUSTER, Access.CLUSTER, PatternType.LITERAL),
                        new AccessControlEntry("User:ann", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW))));
    }

    /** @param secret the password, or for OAUTHBEARER the token */
    public Map<String, String> client(int port, String protocol, String mechanism, String user, String secret) {
        var settings = new HashMap<String, String>(server.trusted(""));
        settings.put("bootstrap.servers", "127.0.0.1:" + port);
        settings.put("security.protocol", protocol);
        settings.put("request.timeout.ms", "10000");
        settings.put("default.api.timeout.ms", "20000");
        if (!mechanism.isEmpty()) {
            settings.put("sasl.mechanism", mechanism);
            settings.put("sasl.jaas.config", login(mechanism, user, secret));
        }
        if (mechanism.equals("OAUTHBEARER")) {
            settings.put("sasl.login.callback.handler.class", FixedToken.class.getName());
        }
        return settings;
    }

    private static String login(String mechanism, String user, String secret) {
        return switch (mechanism) {
            case "PLAIN" -> MODULES + "plain.PlainLoginModule" + password(user, secret);
            case "OAUTHBEARER" -> MODULES + "oauthbearer.OAuthBearerLoginModule required token=\"" + secret + "\";";
            default -> MODULES + "scram.ScramLoginModule" + password(user, secret);
        };
    }

    private static String password(String user, String secret) {
        return " required username=\"" + user + "\" password=\"" + secret + "\";";
    }

    /** A client that shows a certificate. */
    public Map<String, String> certified(int port, TestIdentity identity) {
        var settings = client(port, "SSL", "", "", "");
        settings.putAll(identity.shown(""));
        return settings;
    }

    /** The same client, trusting another server. */
    public Map<String, String> trusting(Map<String, String> client, TestIdentity other) {
        var settings = new HashMap<>(client);
        settings.putAll(other.trusted(""));
        return settings;
    }
}
