package io.leat.broker.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A certificate that signs itself, with its key in a PKCS12 file, made by the JDK's keytool. */
public record TestIdentity(Path keyStore, String certificate) {
    public static final String PASSWORD = "store-secret";

    public static TestIdentity make(Path folder, String name) {
        try {
            var keyStore = folder.resolve(name + ".p12");
            var keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            run(List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    "own",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name + ",O=Leat",
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1",
                    "-validity",
                    "30",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    keyStore.toString(),
                    "-storepass",
                    PASSWORD));
            return new TestIdentity(keyStore, pem(keyStore));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String pem(Path keyStore) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN CERTIFICATE-----\n"
                + encoder.encodeToString(store.getCertificate("own").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** The certificate as a PEM file. */
    public Path certificateFile() {
        try {
            return Files.writeString(keyStore.resolveSibling(keyStore.getFileName() + ".pem"), certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of one who shows this. */
    public Map<String, String> shown(String prefix) {
        return Map.of(
                prefix + "ssl.keystore.type",
                "PKCS12",
                prefix + "ssl.keystore.location",
                keyStore.toString(),
                prefix + "ssl.keystore.password",
                PASSWORD,
                prefix + "ssl.key.password",
                PASSWORD);
    }

    /** Settings of one who trusts this. */
    public Map<String, String> trusted(String prefix) {
        return Map.of(prefix + "ssl.truststore.type", "PEM", prefix + "ssl.truststore.certificates", certificate);
    }
}
