package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.caller.InProcessCaller;
import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Dispatcher;
import io.leat.broker.handler.Handler;
import io.leat.broker.log.Isolation;
import io.leat.broker.security.ScramFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.DescribeLogDirsResponse;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks all handlers with a caller who may do nothing: none tells anything, none changes anything. */
class DeniedRequestsTest {
    private static final String HIDDEN = "hidden";
    private static final Set<ApiKeys> ABOUT_THE_CONNECTION =
            EnumSet.of(ApiKeys.API_VERSIONS, ApiKeys.SASL_HANDSHAKE, ApiKeys.SASL_AUTHENTICATE);
    private static final Set<Errors> REFUSALS = EnumSet.of(
            Errors.TOPIC_AUTHORIZATION_FAILED,
            Errors.GROUP_AUTHORIZATION_FAILED,
            Errors.CLUSTER_AUTHORIZATION_FAILED,
            Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
            Errors.UNKNOWN_TOPIC_ID);
    /** Everybody gets these; what one may not see is left out. */
    private static final Set<ApiKeys> LISTS =
            EnumSet.of(ApiKeys.LIST_GROUPS, ApiKeys.LIST_TRANSACTIONS, ApiKeys.DESCRIBE_CLUSTER);

    private static final short FIRST_LOG_DIRS_WITH_ERROR = 3;
    /** Later ones are for other brokers. */
    private static final short LAST_ADD_PARTITIONS_OF_CLIENTS = 3;

    /** May do anything with every group and transactional id, and nothing with topics. */
    private static final KafkaPrincipal GUEST = new KafkaPrincipal("User", "guest");

    private static final TopicPartition PARTITION = new TopicPartition(HIDDEN, 0);

    @TempDir
    static Path folder;

    private static Broker broker;
    private static Uuid topicId;
    private static ExecutorService pool;
    private static Dispatcher dispatcher;

    private List<Object> before;

    @BeforeAll
    static void open() throws IOException {
        var users = Files.write(folder.resolve("users"), ScramFile.lines("covert-user", "secret".toCharArray()));
        broker = Broker.open(BrokerConfig.of(
                folder.resolve("data"),
                Map.of(
                        "broker.listeners", "PLAINTEXT://127.0.0.1:0",
                        "allow.everyone.if.no.acl.found", "false",
                        "super.users", "User:root",
                        "scram.users.file", users.toString(),
                        "log.min.free.bytes", "0")));
        topicId = broker.topics()
                .create(HIDDEN, 1, Map.of("retention.ms", "123456789"))
                .id();
        broker.partition(PARTITION).append(Batches.batch("treasure"), true).join();
        broker.groups().commit(HIDDEN, Map.of(PARTITION, 1L)).join();
        broker.security()
                .acls()
                .create(
                        new InProcessCaller(new KafkaPrincipal("User", "root"), "test"),
                        List.of(
                                allowAll(ResourceType.TOPIC, HIDDEN, "User:covert-principal"),
                                allowAll(ResourceType.GROUP, "*", GUEST.toString()),
                                allowAll(ResourceType.TRANSACTIONAL_ID, "*", GUEST.toString())));
        pool = Executors.newFixedThreadPool(2);
        dispatcher = new Dispatcher(broker.handlers(), pool, System::nanoTime);
    }

    private static AclBinding allowAll(ResourceType type, String name, String principal) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", AclOperation.ALL, AclPermissionType.ALLOW));
    }

    @AfterAll
    static void close() {
        pool.shutdown();
        broker.close();
    }

    @BeforeEach
    void remember() throws IOException {
        before = state();
    }

    @AfterEach
    void nothingHasChanged() throws IOException {
        assertThat(state()).isEqualTo(before);
    }

    private static List<Object> state() throws IOException {
        var state = new ArrayList<Object>(List.of(
                broker.topics().list(),
                broker.topics().describe(HIDDEN),
                broker.groups().list(),
                broker.groups().fetch(HIDDEN),
                broker.security().acls().list(AclBindingFilter.ANY),
                broker.security().scram().list()));
        for (var topic : broker.topics().list()) {
            for (var i = 0; i < broker.topics().describe(topic).orElseThrow().partitions(); i++) {
                var log = broker.partition(new TopicPartition(topic, i));
                state.add(log.logStartOffset());
                state.add(Batches.values(log, Isolation.READ_UNCOMMITTED).size());
            }
        }
        state.add(Files.size(folder.resolve("data").resolve("metadata.log")));
        return state;
    }

    static List<ApiKeys> keys() {
        return broker.handlers().all().stream()
                .map(Handler::key)
                .filter(key -> !ABOUT_THE_CONNECTION.contains(key))
                .toList();
    }

    private static short[] versions(ApiKeys key) {
        var handler = broker.handlers().all().stream()
                .filter(candidate -> candidate.key() == key)
                .findAny()
                .orElseThrow();
        var versions = new short[handler.latestVersion() - handler.oldestVersion() + 1];
        for (var i = 0; i < versions.length; i++) {
            versions[i] = (short) (handler.oldestVersion() + i);
        }
        return versions;
    }

    private static Answer ask(ApiKeys key, short version, ApiMessage message) throws Exception {
        return ask(KafkaPrincipal.ANONYMOUS, key, version, message);
    }

    private static Answer ask(KafkaPrincipal who, ApiKeys key, short version, ApiMessage message) throws Exception {
        var context = new RequestContext(
                new RequestHeader(key, version, "stranger", 1),
                "connection",
                InetAddress.getLoopbackAddress(),
                who,
                ListenerName.forSecurityProtocol(SecurityProtocol.PLAINTEXT),
                SecurityProtocol.PLAINTEXT,
                ClientInformation.EMPTY,
                false);
        var bytes = MessageUtil.toByteBufferAccessor(message, version).buffer();
        var request = context.parseRequest(bytes).request;
        return dispatcher.dispatch(request, context, pooled -> {}).get(20, TimeUnit.SECONDS);
    }

    private static void tellsNothing(AbstractResponse response, String... secrets) {
        assertThat(response.data().toString())
                .doesNotContain("treasure", "123456789", "covert")
                .doesNotContain(secrets);
        if (response instanceof FetchResponse fetched) {
            assertThat(fetched.data().responses())
                    .allSatisfy(topic -> assertThat(topic.partitions())
                            .allSatisfy(partition -> assertThat(FetchResponse.recordsSize(partition))
                                    .isZero()));
        }
    }

    private static boolean tells(String response, Errors error) {
        return response.contains("rrorCode=" + error.code() + ",")
                || response.contains("rrorCode=" + error.code() + ")");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void refusesWhatIsAskedByName(ApiKeys key) throws Exception {
        for (var version : versions(key)) {
            var answer = ask(key, version, FilledRequest.byName(key, version, HIDDEN));
            if (answer instanceof Answer.Reply reply) {
                tellsNothing(reply.response(), topicId.toString());
                refuses(key, version, reply.response(), REFUSALS);
            } else {
                // Produce without acknowledgement has no other way to refuse.
                assertThat(answer).isInstanceOf(Answer.Hangup.class);
            }
        }
    }

    private static void refuses(ApiKeys key, short version, AbstractResponse response, Set<Errors> refusals) {
        var text = response.data().toString();
        var cannotTell = LISTS.contains(key)
                || (key == ApiKeys.DESCRIBE_LOG_DIRS && version < FIRST_LOG_DIRS_WITH_ERROR && lists(response) == 0);
        assertThat(cannotTell || refusals.stream().anyMatch(refusal -> tells(text, refusal)))
                .as("%s version %s: %s", key, version, text)
                .isTrue();
    }

    private static int lists(AbstractResponse response) {
        return ((DescribeLogDirsResponse) response).data().results().size();
    }

    /** Each of these asks first for the group or the transactional id, and then for the topic. */
    @ParameterizedTest
    @EnumSource(names = {"OFFSET_COMMIT", "OFFSET_DELETE", "TXN_OFFSET_COMMIT", "ADD_PARTITIONS_TO_TXN"})
    void refusesTheTopicToWhoMayUseAllGroupsAndTransactions(ApiKeys key) throws Exception {
        for (var version : versions(key)) {
            if (key != ApiKeys.ADD_PARTITIONS_TO_TXN || version <= LAST_ADD_PARTITIONS_OF_CLIENTS) {
                var answer = ask(GUEST, key, version, FilledRequest.byName(key, version, HIDDEN));
                assertThat(answer).isInstanceOfSatisfying(Answer.Reply.class, reply -> {
                    tellsNothing(reply.response(), topicId.toString());
                    refuses(
                            key,
                            version,
                            reply.response(),
                            EnumSet.of(Errors.TOPIC_AUTHORIZATION_FAILED, Errors.UNKNOWN_TOPIC_ID));
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void tellsNothingOfWhatIsAskedById(ApiKeys key) throws Exception {
        for (var version : versions(key)) {
            if (ask(key, version, FilledRequest.byId(key, version, topicId)) instanceof Answer.Reply reply) {
                tellsNothing(reply.response(), HIDDEN);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void tellsNothingOfAllThatThereIs(ApiKeys key) throws Exception {
        for (var version : versions(key)) {
            if (ask(key, version, FilledRequest.all(key, version)) instanceof Answer.Reply reply) {
                tellsNothing(reply.response(), HIDDEN, topicId.toString());
            }
        }
    }
}
