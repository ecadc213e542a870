package io.leat.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * The versions that the build wrote into {@code leat-version.properties}.
 *
 * @param kafka the Apache Kafka release whose libraries and Connect API are inside
 * @param commit of that release
 */
record Version(String leat, String kafka, String commit) {

    static Version read() {
        var properties = new Properties();
        try (var in = Version.class.getResourceAsStream("/leat-version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Version(
                properties.getProperty("leat.version"),
                properties.getProperty("kafka.version"),
                properties.getProperty("kafka.commit"));
    }

    /** For {@code leat --version}. */
    static final class Lines implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = read();
            return new String[] {
                "leat " + version.leat + " (Kafka Connect API " + version.kafka + ", Java " + Runtime.version() + ")"
            };
        }
    }
}
