package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.rest.fake.FakeLogLevels;
import io.leat.rest.fake.FakeWorker;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String PASSWORD = "swordfish";

    @TempDir
    static Path folder;

    private static Path pkcs12;
    private static Path jks;
    private static String pemKey;
    private static String pemChain;

    @BeforeAll
    static void makeKeystores() throws Exception {
        pkcs12 = keystore();
        var store = KeyStore.getInstance(pkcs12.toFile(), PASSWORD.toCharArray());
        jks = asJks(store);
        pemKey = pem("PRIVATE KEY", store.getKey("rest", PASSWORD.toCharArray()).getEncoded());
        pemChain = pem("CERTIFICATE", store.getCertificate("rest").getEncoded());
    }

    @Test
    void servesHttpsWithAPkcs12Keystore() throws Exception {
        assertServesHttps(Map.of(
                "listeners.https.ssl.keystore.type",
                "PKCS12",
                "listeners.https.ssl.keystore.location",
                pkcs12.toString(),
                "listeners.https.ssl.keystore.password",
                PASSWORD));
    }

    @Test
    void servesHttpsWithAJksKeystore() throws Exception {
        assertServesHttps(Map.of(
                "ssl.keystore.location", jks.toString(),
                "ssl.keystore.password", PASSWORD,
                "ssl.key.password", PASSWORD));
    }

    @Test
    void servesHttpsWithAPemFile() throws Exception {
        var file = Files.writeString(folder.resolve("rest.pem"), pemKey + pemChain);

        assertServesHttps(Map.of("ssl.keystore.type", "PEM", "ssl.keystore.location", file.toString()));
    }

    @Test
    void servesHttpsWithPemInTheSettings() throws Exception {
        assertServesHttps(Map.of(
                "ssl.keystore.type", "PEM",
                "ssl.keystore.key", pemKey,
                "ssl.keystore.certificate.chain", pemChain));
    }

    @Test
    void asksClientsForACertificateWhereItMust() throws Exception {
        try (var rest = https(Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                pkcs12.toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                pkcs12.toString(),
                "ssl.truststore.password",
                PASSWORD,
                "ssl.client.auth",
                "required"))) {
            assertThatThrownBy(() -> get(rest, client(false))).isInstanceOf(IOException.class);
            assertThat(get(rest, client(true)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysWhatToCheckWhenTheKeystoreCannotBeRead() {
        var config = Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                pkcs12.toString(),
                "ssl.keystore.password",
                "wrong-" + PASSWORD);

        assertThatThrownBy(() -> https(config))
                .isInstanceOf(RestServerFailure.class)
                .hasMessageStartingWith("Cannot use the keystore of the https listener")
                .hasMessageNotContaining(PASSWORD);
    }

    private static void assertServesHttps(Map<String, String> config) throws Exception {
        try (var rest = https(config)) {
            assertThat(rest.uris().get(0).getScheme()).isEqualTo("https");
            assertThat(get(rest, client(false)).statusCode()).isEqualTo(200);
        }
    }

    private static RestServer https(Map<String, String> config) {
        var all = new HashMap<>(config);
        all.put("listeners", "https://localhost:0");
        return RestServer.start(RestSettings.parse(all), new FakeWorker(), new FakeLogLevels());
    }

    private static HttpResponse<String> get(RestServer rest, HttpClient client) throws Exception {
        var request = HttpRequest.newBuilder(rest.uris().get(0).resolve("/connectors"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient client(boolean withCertificate) throws Exception {
        var store = KeyStore.getInstance(pkcs12.toFile(), PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("rest", store.getCertificate("rest"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(withCertificate ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static Path keystore() throws Exception {
        var file = folder.resolve("rest.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "rest",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=DNS:localhost,IP:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD,
                        "-keypass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        var output = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(output).isZero();
        return file;
    }

    private static Path asJks(KeyStore store) throws Exception {
        var password = PASSWORD.toCharArray();
        var copy = KeyStore.getInstance("JKS");
        copy.load(null, null);
        copy.setKeyEntry("rest", store.getKey("rest", password), password, store.getCertificateChain("rest"));
        var file = folder.resolve("rest.jks");
        try (var out = Files.newOutputStream(file)) {
            copy.store(out, password);
        }
        return file;
    }

    private static String pem(String kind, byte[] content) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
