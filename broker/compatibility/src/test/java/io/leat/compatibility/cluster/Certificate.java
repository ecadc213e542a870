package io.leat.compatibility.cluster;

import io.leat.compatibility.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for 127.0.0.1 that signs itself.
 *
 * @param keyStore PKCS12, for the broker; also the trust store of Java clients
 * @param pem the certificate alone, for other clients
 * @param password of the key store
 */
public record Certificate(Path keyStore, Path pem, String password) {

    public static Certificate make() {
        try {
            var folder = Files.createTempDirectory("certificate");
            var made = new Certificate(folder.resolve("keystore.p12"), folder.resolve("ca.pem"), "changeit");
            made.keytool("-genkeypair", "-keyalg", "RSA", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1");
            made.keytool("-exportcert", "-rfc", "-file", made.pem.toString());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String... arguments) {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", "key", "-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", password));
        Program.of(command.toArray(String[]::new)).run().succeeded();
    }
}
