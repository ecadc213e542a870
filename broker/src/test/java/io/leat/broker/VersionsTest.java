package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.handler.Handler;
import io.leat.broker.network.RoundTrips;
import io.leat.broker.network.SampleRequests;
import io.leat.broker.network.WireClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is advertised is what is answered, and what docs/protocol.md says; {@code -Dupdate.docs} writes its table anew. */
class VersionsTest {
    private static final Path DOC = Path.of("../docs/protocol.md");
    private static final String TOPIC = "sample";

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(
                folder,
                Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0", "allow.everyone.if.no.acl.found", "true")));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    /** A field that a version does not have throws when it is written, and the connection ends without an answer. */
    @Test
    void everyHandlerAnswersInEveryVersionThatIsAdvertised() {
        var failures = new ArrayList<String>();
        for (var handler : broker.handlers().all()) {
            for (short version = handler.oldestVersion(); version <= handler.latestVersion(); version++) {
                answer(handler, version, failures);
            }
        }
        assertThat(failures).isEmpty();
    }

    private void answer(Handler<?> handler, short version, List<String> failures) {
        if (broker.topics().describe(TOPIC).isEmpty()) {
            broker.topics().create(TOPIC, 1, Map.of());
        }
        var topicId = broker.topics().describe(TOPIC).orElseThrow().id();
        try (var client = new WireClient(broker.listeners().get(0).port())) {
            var request = new SampleRequests(TOPIC, topicId).with("name", TOPIC).of(handler.key(), version);
            RoundTrips.inVersion(client.ask(request), version);
        } catch (IOException | RuntimeException | AssertionError e) {
            failures.add(handler.key() + " version " + version + ": " + e);
        }
    }

    @Test
    void theDocumentationTellsTheVersionsOfTheCode() throws IOException {
        var document = Files.readString(DOC);
        var begin = "<!-- made from the code, see VersionsTest -->\n";
        int from = document.indexOf(begin) + begin.length();
        var expected = document.substring(0, from)
                + table(broker.handlers().all())
                + document.substring(document.indexOf("<!-- end -->", from));
        if (System.getProperty("update.docs") != null) {
            Files.writeString(DOC, expected);
        }
        assertThat(Files.readString(DOC)).isEqualTo(expected);
    }

    private static String table(List<Handler<?>> handlers) {
        var rows = new StringBuilder("| key | API | versions | needed for |\n|---|---|---|---|\n");
        for (var handler : handlers) {
            rows.append("| %d | %s | %s | %s |%n"
                    .formatted(
                            handler.key().id,
                            handler.key().name,
                            handler.oldestVersion() == handler.latestVersion()
                                    ? handler.oldestVersion()
                                    : handler.oldestVersion() + "–" + handler.latestVersion(),
                            purpose(handler.key())));
        }
        return rows.toString();
    }

    private static String purpose(ApiKeys key) {
        return switch (key) {
            case PRODUCE -> "writing records";
            case FETCH -> "reading records; sessions";
            case LIST_OFFSETS -> "finding offsets by time, first and last ones";
            case OFFSET_FOR_LEADER_EPOCH -> "consumers that check for truncation";
            case METADATA, DESCRIBE_TOPIC_PARTITIONS -> "topics, partitions, where they are";
            case API_VERSIONS -> "what there is";
            case FIND_COORDINATOR -> "groups and transactions";
            case JOIN_GROUP, SYNC_GROUP, HEARTBEAT, LEAVE_GROUP -> "consumer groups, classic protocol; Connect workers";
            case CONSUMER_GROUP_HEARTBEAT, CONSUMER_GROUP_DESCRIBE -> "consumer groups, the newer protocol (KIP-848)";
            case OFFSET_COMMIT, OFFSET_FETCH, OFFSET_DELETE -> "offsets of groups";
            case LIST_GROUPS, DESCRIBE_GROUPS, DELETE_GROUPS -> "administration of groups";
            case SASL_HANDSHAKE, SASL_AUTHENTICATE -> "authentication";
            case CREATE_TOPICS, DELETE_TOPICS, CREATE_PARTITIONS, DELETE_RECORDS -> "administration of topics";
            case DESCRIBE_CONFIGS, ALTER_CONFIGS, INCREMENTAL_ALTER_CONFIGS, LIST_CONFIG_RESOURCES ->
                "settings of topics and of the broker";
            case DESCRIBE_CLUSTER -> "the cluster's id and address";
            case DESCRIBE_LOG_DIRS -> "sizes of partitions on disk";
            case DESCRIBE_PRODUCERS -> "producers of a partition";
            case INIT_PRODUCER_ID -> "idempotent and transactional producers";
            case ADD_PARTITIONS_TO_TXN, ADD_OFFSETS_TO_TXN, END_TXN, TXN_OFFSET_COMMIT -> "transactions";
            case WRITE_TXN_MARKERS -> "`kafka-transactions abort`";
            case DESCRIBE_TRANSACTIONS, LIST_TRANSACTIONS -> "administration of transactions";
            case DESCRIBE_ACLS, CREATE_ACLS, DELETE_ACLS -> "access rules";
            case DESCRIBE_USER_SCRAM_CREDENTIALS, ALTER_USER_SCRAM_CREDENTIALS -> "SCRAM users";
            case DESCRIBE_CLIENT_QUOTAS, ALTER_CLIENT_QUOTAS -> "quotas";
            default -> throw new AssertionError("say here what " + key + " is for");
        };
    }
}
