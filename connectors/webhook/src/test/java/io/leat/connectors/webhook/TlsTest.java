package io.leat.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.testkit.Certificate;
import io.leat.connect.testkit.MemoryLog;
import io.leat.connect.testkit.MemoryOffsets;
import io.leat.connect.testkit.SourceRun;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTPS. */
class TlsTest {

    @TempDir
    Path folder;

    private final int port = Ports.free();

    @Test
    void speaksHttpsWithTheCertificateGiven() throws Exception {
        var certificate = Certificate.make(folder);
        var run = SourceRun.start(
                WebhookSourceConnector.class, config(certificate, "password"), new MemoryOffsets(), new MemoryLog());
        try {
            var http = HttpClient.newBuilder().sslContext(trusting(certificate)).build();
            var health = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/health"))
                    .build();

            assertThat(http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        } finally {
            run.kill();
        }
    }

    @Test
    void namesAKeystoreThatCannotBeRead() {
        var problems = new HashMap<String, Object>();
        new WebhookSourceConnector()
                .validate(config(Certificate.make(folder), "wrong"))
                .configValues()
                .forEach(value -> problems.put(value.name(), value.errorMessages()));

        assertThat(problems.get("ssl.keystore.location").toString()).contains("certificate.p12");
    }

    private Map<String, String> config(Certificate certificate, String password) {
        return Map.of(
                "name",
                "hooks",
                "topic",
                "hooks",
                "secret",
                Sender.SECRET,
                "listen.address",
                "127.0.0.1:" + port,
                "ssl.keystore.location",
                certificate.file().toString(),
                "ssl.keystore.type",
                "pkcs12",
                "ssl.keystore.password",
                password,
                "ssl.key.password",
                password);
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(certificate.file())) {
            store.load(file, "password".toCharArray());
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
