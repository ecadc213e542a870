package io.leat.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.leat.broker.network.Listener;
import io.leat.broker.network.WireClient;
import io.leat.broker.security.SecuredBroker;
import io.leat.broker.security.TestIdentity;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.SaslHandshakeRequest;
import org.apache.kafka.common.requests.SaslHandshakeResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each protocol and mechanism, with Kafka's own client. Ann may list ACLs, nobody else but the super user. */
class ListenerSecurityTest {
    @TempDir
    static Path folder;

    private static SecuredBroker secured;
    private static Broker broker;

    @BeforeAll
    static void open() throws IOException {
        secured = new SecuredBroker(folder);
        broker = Broker.open(BrokerConfig.of(folder.resolve("data"), secured.settings()));
        secured.allowAnn(broker.security().acls());
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    private static int port(String listener) {
        return broker.listeners().stream()
                .filter(candidate -> candidate.name().value().equals(listener))
                .mapToInt(Listener::port)
                .findAny()
                .orElseThrow();
    }

    private static int listAcls(Map<String, String> client) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.copyOf(client))) {
            return admin.describeAcls(AclBindingFilter.ANY).values().get().size();
        }
    }

    private static Map<String, String> client(String listener, String mechanism, String user, String password) {
        return secured.client(port(listener), listener, mechanism, user, password);
    }

    @ParameterizedTest
    @CsvSource({
        "SASL_PLAINTEXT, PLAIN",
        "SASL_PLAINTEXT, SCRAM-SHA-256",
        "SASL_PLAINTEXT, SCRAM-SHA-512",
        "SASL_PLAINTEXT, OAUTHBEARER",
        "SASL_SSL, PLAIN",
        "SASL_SSL, SCRAM-SHA-256",
        "SASL_SSL, SCRAM-SHA-512",
        "SASL_SSL, OAUTHBEARER"
    })
    void knowsWhoHasLoggedIn(String listener, String mechanism) throws Exception {
        var secret = mechanism.equals("OAUTHBEARER")
                ? secured.tokens().signed("ann", "leat", Instant.now().plusSeconds(600))
                : "ann-secret";
        assertThat(listAcls(client(listener, mechanism, "ann", secret))).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, ann", "PLAIN, nobody", "SCRAM-SHA-256, ann", "SCRAM-SHA-512, nobody"})
    void refusesWrongPasswordsAndUnknownUsers(String mechanism, String user) {
        assertThatThrownBy(() -> listAcls(client("SASL_PLAINTEXT", mechanism, user, "wrong-secret")))
                .hasCauseInstanceOf(SaslAuthenticationException.class)
                .hasMessageNotContaining("wrong-secret");
    }

    @Test
    void refusesTokensThatAreUnsignedForeignExpiredOrForSomebodyElse() {
        var later = Instant.now().plusSeconds(600);
        for (var token : List.of(
                SecuredBroker.unsecuredToken("ann", "leat", later),
                SecuredBroker.foreignToken("ann", "leat", later),
                secured.tokens().signed("ann", "leat", Instant.now().minusSeconds(600)),
                secured.tokens().signed("ann", "other-audience", later))) {
            assertThatThrownBy(() -> listAcls(client("SASL_PLAINTEXT", "OAUTHBEARER", "ann", token)))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void namesAClientByItsCertificateThroughTheMappingRules() throws Exception {
        assertThat(listAcls(secured.certified(port("MTLS"), secured.ann()))).isPositive();
    }

    @Test
    void refusesAClientWithoutCertificateOrWithOneThatIsNotTrusted() {
        assertThatThrownBy(() -> listAcls(secured.client(port("MTLS"), "SSL", "", "", "")))
                .hasCauseInstanceOf(SslAuthenticationException.class);
        var stranger = TestIdentity.make(folder, "stranger");
        assertThatThrownBy(() -> listAcls(secured.certified(port("MTLS"), stranger)))
                .hasCauseInstanceOf(SslAuthenticationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAINTEXT", "SSL"})
    void nobodyInParticularMayDoNothing(String listener) {
        assertThatThrownBy(() -> listAcls(secured.client(port(listener), listener, "", "", "")))
                .hasCauseInstanceOf(ClusterAuthorizationException.class);
    }

    @Test
    void usersComeAndGoWhileItRuns() throws Exception {
        var bob = client("SASL_PLAINTEXT", "SCRAM-SHA-256", "bob", "bob-secret");
        var info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096);
        try (var admin = Admin.create(Map.copyOf(client("SASL_SSL", "PLAIN", "admin", "admin-secret")))) {
            alter(admin, new UserScramCredentialUpsertion("bob", info, "bob-secret"));
            assertThat(admin.describeUserScramCredentials().all().get()).containsKeys("ann", "bob");
            assertThatThrownBy(() -> listAcls(bob)).hasCauseInstanceOf(ClusterAuthorizationException.class);
            alter(admin, new UserScramCredentialDeletion("bob", ScramMechanism.SCRAM_SHA_256));
        }
        assertThatThrownBy(() -> listAcls(bob)).hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    private static void alter(Admin admin, UserScramCredentialAlteration change) throws Exception {
        admin.alterUserScramCredentials(List.of(change)).all().get();
    }

    /** Each request is one that is answered to whoever is authenticated. */
    @Test
    void tellsTheUnauthenticatedNothingButVersions() throws Exception {
        var port = port("SASL_PLAINTEXT");
        for (var handler : broker.handlers().all()) {
            if (!isBeforeAuthentication(handler.key())) {
                var clients = new LinkedHashMap<Short, WireClient>();
                for (var version = handler.oldestVersion(); version <= handler.latestVersion(); version++) {
                    clients.put(version, new WireClient(port));
                    clients.get(version).sendFrame(request(handler.key(), version));
                }
                for (var client : clients.entrySet()) {
                    assertThatThrownBy(client.getValue()::readFrame)
                            .as("%s version %s", handler.key(), client.getKey())
                            .isInstanceOf(EOFException.class);
                    client.getValue().close();
                }
            }
        }
    }

    private static boolean isBeforeAuthentication(ApiKeys key) {
        return key == ApiKeys.API_VERSIONS || key == ApiKeys.SASL_HANDSHAKE || key == ApiKeys.SASL_AUTHENTICATE;
    }

    /** A header, and a body that can be read. */
    private static ByteBuffer request(ApiKeys key, short version) throws ReflectiveOperationException {
        var header = new RequestHeader(key, version, "stranger", 1);
        var first = MessageUtil.toByteBufferAccessor(header.data(), header.headerVersion())
                .buffer();
        var body = MessageUtil.toByteBufferAccessor(FilledRequest.byName(key, version, "t"), version)
                .buffer();
        AbstractRequest.parseRequest(key, version, new ByteBufferAccessor(body.duplicate()));
        return ByteBuffer.allocate(first.remaining() + body.remaining())
                .put(first)
                .put(body)
                .flip();
    }

    @Test
    void tellsTheUnauthenticatedTheVersionsAndTheMechanisms() throws IOException {
        try (var client = new WireClient(port("SASL_PLAINTEXT"))) {
            var versions = (ApiVersionsResponse) client.ask(new ApiVersionsRequest(
                    new ApiVersionsRequestData().setClientSoftwareName("x").setClientSoftwareVersion("1"), (short) 3));
            assertThat(versions.data().apiKeys()).anyMatch(key -> key.apiKey() == ApiKeys.SASL_AUTHENTICATE.id);
            var handshake = (SaslHandshakeResponse) client.ask(
                    new SaslHandshakeRequest(new SaslHandshakeRequestData().setMechanism("GSSAPI"), (short) 1));
            assertThat(handshake.enabledMechanisms())
                    .containsExactlyInAnyOrder("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER");
            assertThatThrownBy(client::readFrame).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void servesNewConnectionsWithAReplacedCertificateWhileOldOnesLiveOn() throws Exception {
        var trustsOld = secured.client(port("SASL_SSL"), "SASL_SSL", "PLAIN", "ann", "ann-secret");
        try (var admin = Admin.create(Map.copyOf(trustsOld))) {
            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get()).isNotEmpty();
            var fresh = TestIdentity.make(folder, "fresh");
            var former = Files.copy(secured.server().keyStore(), folder.resolve("former.p12"));
            try {
                replace(secured.server().keyStore(), fresh.keyStore());
                var trustsFresh = secured.trusting(trustsOld, fresh);
                await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> listAcls(trustsFresh) > 0);
                assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get(10, SECONDS))
                        .isNotEmpty();
            } finally {
                replace(secured.server().keyStore(), former);
            }
        }
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> listAcls(trustsOld) > 0);
    }

    @Test
    void servesKcatOverTlsWithAPassword() throws Exception {
        var kcat = Path.of("/usr/bin/kcat");
        if (!Files.isExecutable(kcat)) {
            assertThat(System.getenv("CI")).as("kcat is needed here").isNotEqualTo("true");
            abort("kcat is not installed: apt-get install kcat");
        }
        var process = new ProcessBuilder(
                        kcat.toString(),
                        "-L",
                        "-b",
                        "localhost:" + port("SASL_SSL"),
                        "-X",
                        "security.protocol=SASL_SSL",
                        "-X",
                        "sasl.mechanism=PLAIN",
                        "-X",
                        "sasl.username=admin",
                        "-X",
                        "sasl.password=admin-secret",
                        "-X",
                        "ssl.ca.location=" + secured.server().certificateFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, SECONDS)).isTrue();
        assertThat(output).contains("sasl_ssl://").contains("1 brokers");
        assertThat(process.exitValue()).isZero();
    }

    private static void replace(Path file, Path by) throws IOException {
        var temporary = file.resolveSibling("replacement");
        Files.copy(by, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(temporary, FileTime.from(Instant.now()));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
