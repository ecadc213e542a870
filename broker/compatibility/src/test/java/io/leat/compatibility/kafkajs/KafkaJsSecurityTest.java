package io.leat.compatibility.kafkajs;

import io.leat.compatibility.cluster.Certificate;
import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.Security;
import io.leat.compatibility.cluster.TestCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaJsSecurityTest {
    private static final Security SECURITY = new Security(Certificate.make());
    private static final String SESSION_MS = "2000";

    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.with("SASL_SSL", settings());

    private static Map<String, String> settings() {
        var settings = new HashMap<>(SECURITY.brokerSettings());
        settings.put("connections.max.reauth.ms", SESSION_MS);
        settings.put("super.users", settings.get("super.users") + ";User:sam");
        return settings;
    }

    @BeforeAll
    static void install() {
        KafkaJs.install();
        try (var admin = JavaClients.of(CLUSTER)
                .with(SECURITY.client("PLAIN", "admin", "admin-secret"))
                .admin()) {
            // A user may be named once in a request.
            for (var mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                JavaClients.get(admin.alterUserScramCredentials(List.of(password(mechanism)))
                        .all());
            }
        }
    }

    private static UserScramCredentialAlteration password(ScramMechanism mechanism) {
        return new UserScramCredentialUpsertion("sam", new ScramCredentialInfo(mechanism, 4096), "sam-secret");
    }

    @Test
    void passesItsTestsOfSecurity() {
        KafkaJs.passes(
                "security",
                Map.of(
                        "BOOTSTRAP_SERVERS",
                        CLUSTER.bootstrapServers(),
                        "CA_FILE",
                        SECURITY.certificate().pem().toString(),
                        "SESSION_MS",
                        SESSION_MS));
    }
}
