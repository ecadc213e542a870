package io.leat.connect.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A self-signed certificate for 127.0.0.1 with its key, for tests over TLS.
 *
 * @param file PKCS12, with the password {@code password}
 */
public record Certificate(Path file) {

    /**
     * Makes one with the JDK's keytool.
     *
     * @param folder where its file is put
     * @throws IllegalStateException if keytool fails, which tells why on the error stream
     */
    public static Certificate make(Path folder) {
        var file = folder.resolve("certificate.p12");
        try {
            if (new ProcessBuilder(command(file)).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
        } catch (IOException e) {
            throw new IllegalStateException("keytool cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool ran", e);
        }
        return new Certificate(file);
    }

    private static List<String> command(Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "password");
    }
}
