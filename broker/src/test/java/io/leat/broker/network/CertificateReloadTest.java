package io.leat.broker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS certificates that change while the server runs. */
class CertificateReloadTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = "for-the-test";

    @TempDir
    Path folder;

    @Test
    void newConnectionsGetTheNewCertificateWhileOldOnesGoOn() throws Exception {
        var store = folder.resolve("store.p12");
        makeCertificate(store);
        var next = folder.resolve("next.p12");
        makeCertificate(next);
        try (var server = server(store);
                var old = connect(server)) {
            var first = certificate(old);
            replace(store, next);
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
                try (var fresh = connect(server)) {
                    assertThat(certificate(fresh).getSerialNumber()).isNotEqualTo(first.getSerialNumber());
                }
            });
            old.getOutputStream().write(0);
            assertThat(old.isClosed()).isFalse();
        }
    }

    @Test
    void theOldCertificateStaysWhileTheNewFileCannotBeRead() throws Exception {
        var store = folder.resolve("store.p12");
        makeCertificate(store);
        var next = folder.resolve("next.p12");
        makeCertificate(next);
        var broken = Files.writeString(folder.resolve("broken"), "half a file");
        try (var server = server(store)) {
            X509Certificate first;
            try (var client = connect(server)) {
                first = certificate(client);
            }
            replace(store, broken);
            await().during(Duration.ofSeconds(5)).atMost(SOON).untilAsserted(() -> {
                try (var client = connect(server)) {
                    assertThat(certificate(client)).isEqualTo(first);
                }
            });
            replace(store, next);
            await().atMost(SOON).untilAsserted(() -> {
                try (var client = connect(server)) {
                    assertThat(certificate(client)).isNotEqualTo(first);
                }
            });
        }
    }

    private static TestServer server(Path store) {
        return new TestServer(Map.of(
                "broker.listeners",
                "SSL://127.0.0.1:0",
                "ssl.keystore.location",
                store.toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.password",
                PASSWORD,
                "ssl.key.password",
                PASSWORD));
    }

    /** In one step, and certainly newer than what was read. */
    private void replace(Path target, Path by) throws IOException {
        var copy = Files.copy(by, folder.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(
                copy, FileTime.fromMillis(Files.getLastModifiedTime(target).toMillis() + 2000));
        Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void makeCertificate(Path store) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-validity",
                        "10",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static SSLSocket connect(TestServer server) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Gullible()}, new SecureRandom());
        var socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    private static X509Certificate certificate(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** The test looks at the certificate itself. */
    private static final class Gullible implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
