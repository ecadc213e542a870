package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.caller.InProcessCaller;
import io.leat.broker.handler.Handler;
import io.leat.broker.network.RoundTrips;
import io.leat.broker.network.SampleRequests;
import io.leat.broker.network.WireClient;
import io.leat.broker.topic.MetadataEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is advertised is what is answered, and what docs/protocol.md says; {@code -Dupdate.docs} writes its table anew. */
class VersionsTest {
    private static final Path DOC = Path.of("../docs/protocol.md");
    private static final String SAMPLE = "sample";

    /** What answers tell of what {@link #seed} has made, in every version. */
    private static final Map<ApiKeys, String> TOLD = Map.ofEntries(
            Map.entry(ApiKeys.FETCH, "highWatermark=1"),
            Map.entry(ApiKeys.LIST_OFFSETS, "offset=1"),
            Map.entry(ApiKeys.METADATA, "name='sample'"),
            Map.entry(ApiKeys.OFFSET_FETCH, "committedOffset=1"),
            Map.entry(ApiKeys.LIST_GROUPS, "groupId='sample'"),
            Map.entry(ApiKeys.DESCRIBE_GROUPS, "groupState='Empty'"),
            Map.entry(ApiKeys.DESCRIBE_ACLS, "principal='User:sample'"),
            Map.entry(ApiKeys.DESCRIBE_CONFIGS, "name='retention.ms'"),
            Map.entry(ApiKeys.DESCRIBE_TOPIC_PARTITIONS, "name='sample'"),
            Map.entry(ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS, "iterations=4096"),
            Map.entry(ApiKeys.DESCRIBE_PRODUCERS, "producerId="),
            Map.entry(ApiKeys.DESCRIBE_TRANSACTIONS, "transactionState='Ongoing'"),
            Map.entry(ApiKeys.LIST_TRANSACTIONS, "transactionalId='sample'"));

    private static final Set<ApiKeys> ABOUT_TRANSACTIONS =
            EnumSet.of(ApiKeys.DESCRIBE_PRODUCERS, ApiKeys.DESCRIBE_TRANSACTIONS, ApiKeys.LIST_TRANSACTIONS);

    @TempDir
    Path folder;

    private Broker broker;
    private @Nullable KafkaProducer<String, String> producer;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(
                folder,
                Map.of(
                        "broker.listeners",
                        "PLAINTEXT://127.0.0.1:0",
                        "super.users",
                        "User:ANONYMOUS",
                        "log.min.free.bytes",
                        "0")));
    }

    @AfterEach
    void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
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
        var topicId = topicId();
        if (TOLD.containsKey(handler.key())) {
            seed();
        }
        if (ABOUT_TRANSACTIONS.contains(handler.key()) && producer == null) {
            beginTransaction();
        }
        try (var client = new WireClient(broker.listeners().get(0).port())) {
            var response = client.ask(samples(topicId, handler.key()).of(handler.key(), version));
            RoundTrips.inVersion(response, version);
            assertThat(response.data().toString()).contains(TOLD.getOrDefault(handler.key(), ""));
        } catch (IOException | RuntimeException | AssertionError e) {
            failures.add(handler.key() + " version " + version + ": " + e);
        }
    }

    private Uuid topicId() {
        return broker.topics()
                .describe(SAMPLE)
                .orElseGet(() -> broker.topics().create(SAMPLE, 1, Map.of()))
                .id();
    }

    private void beginTransaction() {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:" + broker.listeners().get(0).port(),
                        "transactional.id",
                        SAMPLE),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(SAMPLE, 0, "key", "value"));
        producer.flush();
    }

    /** A record, a group with an offset, an ACL, a user. */
    private void seed() {
        var partition = new TopicPartition(SAMPLE, 0);
        if (broker.partition(partition).logEndOffset() == 0) {
            broker.partition(partition).append(Batches.batch("record"), true).join();
        }
        broker.groups().commit(SAMPLE, Map.of(partition, 1L)).join();
        broker.security()
                .acls()
                .create(
                        new InProcessCaller(KafkaPrincipal.ANONYMOUS, "test"),
                        List.of(new AclBinding(
                                new ResourcePattern(ResourceType.TOPIC, SAMPLE, PatternType.LITERAL),
                                new AccessControlEntry(
                                        "User:sample", "*", AclOperation.READ, AclPermissionType.ALLOW))));
        var credential = new ScramCredential(new byte[] {1}, new byte[] {2}, new byte[] {3}, 4096);
        broker.security()
                .scram()
                .change(List.of(new MetadataEntry.Scram(SAMPLE, ScramMechanism.SCRAM_SHA_256, credential)));
    }

    private static SampleRequests samples(Uuid topicId, ApiKeys key) {
        var samples =
                new SampleRequests(SAMPLE, topicId).with("name", SAMPLE).with("configuration_keys", "retention.ms");
        return TOLD.containsKey(key)
                ? samples.with("group_id", SAMPLE)
                        .with("groups", SAMPLE)
                        .with("states_filter", "Empty")
                        .with("types_filter", "classic")
                        .with("resource_name_filter", SAMPLE)
                        .with("principal_filter", "User:sample")
                        .with("host_filter", "*")
                        .with("resource_type", (byte) 2)
                        .with("resource_name", SAMPLE)
                        .with("state_filters", "Ongoing")
                        .with("producer_id_filters", new Object[0])
                        .with("duration_filter", -1L)
                        .with("transactional_id_pattern", SAMPLE)
                        .with("transactional_ids", SAMPLE)
                : samples;
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
