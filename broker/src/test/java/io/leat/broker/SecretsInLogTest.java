package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.network.Listener;
import io.leat.broker.security.SecuredBroker;
import io.leat.broker.security.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child process logs everything while users log in and fail to: no secret may be in its log, every failure must. */
class SecretsInLogTest {
    private static final String TOKEN_FILE = "token";

    @TempDir
    Path folder;

    @Test
    void namesWhoFailedToLogInButNoSecret() throws Exception {
        var log = runChild();

        assertThat(log)
                .contains("PLAIN authentication of user 'mallory' from /127.0.0.1")
                .contains("SCRAM-SHA-256 authentication of user 'ann' from /127.0.0.1")
                .contains("OAUTHBEARER authentication from /127.0.0.1")
                .contains("User:ann from 127.0.0.1 may not ALTER CLUSTER")
                .contains("settings read");
        assertThat(log)
                .doesNotContain("ann-secret", "admin-secret", "canary-wrong", "canary-new", TestIdentity.PASSWORD)
                .doesNotContain(Files.readString(folder.resolve(TOKEN_FILE)))
                .doesNotContain("stored_key=", "user_ann");
    }

    private String runChild() throws IOException, InterruptedException {
        var output = folder.resolve("child.log");
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        Child.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(child.waitFor(90, TimeUnit.SECONDS)).isTrue();
        var log = Files.readString(output);
        assertThat(child.exitValue()).as(log).isZero();
        return log;
    }

    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            var folder = Path.of(arguments[0]);
            var secured = new SecuredBroker(folder);
            var config = BrokerConfig.of(folder.resolve("data"), secured.settings());
            System.out.println("settings read: " + config);
            try (var broker = Broker.open(config)) {
                var port = broker.listeners().stream()
                        .filter(listener -> listener.name().value().equals("SASL_SSL"))
                        .mapToInt(Listener::port)
                        .findAny()
                        .orElseThrow();
                var token =
                        SecuredBroker.foreignToken("ann", "leat", Instant.now().plusSeconds(60));
                Files.writeString(folder.resolve(TOKEN_FILE), token);
                attempt(secured.client(port, "SASL_SSL", "PLAIN", "mallory", "canary-wrong"));
                attempt(secured.client(port, "SASL_SSL", "SCRAM-SHA-256", "ann", "canary-wrong"));
                attempt(secured.client(port, "SASL_SSL", "OAUTHBEARER", "ann", token));
                attempt(secured.client(port, "SASL_SSL", "SCRAM-SHA-512", "ann", "ann-secret"));
                attempt(secured.client(port, "SASL_SSL", "PLAIN", "admin", "admin-secret"));
            }
        }

        private static void attempt(Map<String, String> client) throws InterruptedException {
            var info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096);
            try (var admin = Admin.create(Map.copyOf(client))) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("new", info, "canary-new")))
                        .all()
                        .get();
            } catch (ExecutionException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }
}
