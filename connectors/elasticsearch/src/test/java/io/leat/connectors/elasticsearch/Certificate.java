package io.leat.connectors.elasticsearch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A self-signed certificate for 127.0.0.1 with its key, in a PKCS12 file with the password {@code password}. */
record Certificate(Path file) {

    static Certificate make(Path folder) {
        var file = folder.resolve("certificate.p12");
        var command = List.of(
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
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Certificate(file);
    }
}
