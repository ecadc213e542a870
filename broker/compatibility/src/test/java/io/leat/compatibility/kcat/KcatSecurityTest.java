package io.leat.compatibility.kcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.compatibility.cluster.Certificate;
import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.Security;
import io.leat.compatibility.cluster.TestCluster;
import io.leat.compatibility.process.Installed;
import io.leat.compatibility.process.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KcatSecurityTest {
    private static final Security SECURITY = new Security(Certificate.make());

    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.with("SASL_SSL", SECURITY.brokerSettings());

    @BeforeAll
    static void installed() {
        Installed.need("kcat");
    }

    private static Program kcat(String user, String password, String arguments) {
        var command = new ArrayList<>(List.of("kcat", "-b", CLUSTER.bootstrapServers()));
        for (var setting : List.of(
                "security.protocol=SASL_SSL",
                "sasl.mechanism=PLAIN",
                "sasl.username=" + user,
                "sasl.password=" + password,
                "ssl.ca.location=" + SECURITY.certificate().pem())) {
            command.addAll(List.of("-X", setting));
        }
        command.addAll(List.of(arguments.split(" ")));
        return Program.of(command.toArray(String[]::new));
    }

    @Test
    void writesAndReadsThroughTlsWithAPassword() {
        JavaClients.of(CLUSTER)
                .with(SECURITY.client("PLAIN", "admin", "admin-secret"))
                .createTopic("secure", 1, Map.of());

        kcat("admin", "admin-secret", "-P -t secure").withInput("a\nb\n").run().succeeded();

        assertThat(kcat("admin", "admin-secret", "-C -e -q -t secure")
                        .run()
                        .succeeded()
                        .lines())
                .containsExactly("a", "b");
    }

    @Test
    void isTurnedAwayWithAWrongPassword() {
        var refused = kcat("admin", "wrong", "-L -m 5").run();

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("SASL authentication error");
    }

    @Test
    void seesNothingOfATopicThatNoEntryAllows() {
        JavaClients.of(CLUSTER)
                .with(SECURITY.client("PLAIN", "admin", "admin-secret"))
                .createTopic("forbidden", 1, Map.of());

        assertThat(kcat("ann", "ann-secret", "-L -m 5").run().output()).doesNotContain("forbidden");
    }
}
