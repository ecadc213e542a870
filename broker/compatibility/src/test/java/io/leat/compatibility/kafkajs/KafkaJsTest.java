package io.leat.compatibility.kafkajs;

import io.leat.compatibility.cluster.TestCluster;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaJsTest {
    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.with(
            "PLAINTEXT",
            Map.of(
                    "group.min.session.timeout.ms", "1000",
                    "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    "allow.everyone.if.no.acl.found", "true"));

    @BeforeAll
    static void install() {
        KafkaJs.install();
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce-and-consume", "transactions", "admin", "protocol"})
    void passesItsTests(String name) {
        KafkaJs.passes(name, Map.of("BOOTSTRAP_SERVERS", CLUSTER.bootstrapServers()));
    }
}
