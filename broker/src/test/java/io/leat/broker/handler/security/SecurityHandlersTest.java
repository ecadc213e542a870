package io.leat.broker.handler.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.disk.Force;
import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Dispatcher;
import io.leat.broker.handler.Handlers;
import io.leat.broker.security.Security;
import io.leat.broker.security.SecuritySettings;
import io.leat.broker.topic.MetadataLog;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialDeletion;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialUpsertion;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData.AlterUserScramCredentialsResult;
import org.apache.kafka.common.message.CreateAclsRequestData;
import org.apache.kafka.common.message.CreateAclsRequestData.AclCreation;
import org.apache.kafka.common.message.DeleteAclsRequestData;
import org.apache.kafka.common.message.DeleteAclsRequestData.DeleteAclsFilter;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData.UserName;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData.DescribeUserScramCredentialsResult;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.AlterUserScramCredentialsRequest;
import org.apache.kafka.common.requests.CreateAclsRequest;
import org.apache.kafka.common.requests.CreateAclsResponse;
import org.apache.kafka.common.requests.DeleteAclsRequest;
import org.apache.kafka.common.requests.DeleteAclsResponse;
import org.apache.kafka.common.requests.DescribeAclsRequest;
import org.apache.kafka.common.requests.DescribeAclsResponse;
import org.apache.kafka.common.requests.DescribeUserScramCredentialsRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.SaslAuthenticateRequest;
import org.apache.kafka.common.requests.SaslHandshakeRequest;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityHandlersTest {
    private static final byte SHA_256 = ScramMechanism.SCRAM_SHA_256.type();

    @TempDir
    Path folder;

    private MetadataLog metadata;
    private Security security;
    private Dispatcher dispatcher;

    @BeforeEach
    void open() {
        metadata = MetadataLog.open(folder, Force.DISK, false);
        var settings = SecuritySettings.of(Map.of("super.users", "User:admin"));
        var listeners = Map.of(new ListenerName("SASL_SSL"), SecurityProtocol.SASL_SSL);
        security = Security.open(settings, listeners, metadata, Time.SYSTEM);
        dispatcher = new Dispatcher(new Handlers(SecurityHandlers.of(security)), Runnable::run, System::nanoTime);
    }

    @AfterEach
    void close() {
        metadata.close();
    }

    private AbstractResponse ask(String user, AbstractRequest request) {
        var context = new RequestContext(
                new RequestHeader(request.apiKey(), request.version(), "test", 1),
                "connection",
                InetAddress.getLoopbackAddress(),
                new KafkaPrincipal(KafkaPrincipal.USER_TYPE, user),
                new ListenerName("SASL_SSL"),
                SecurityProtocol.SASL_SSL,
                ClientInformation.EMPTY,
                false);
        return ((Answer.Reply)
                        dispatcher.dispatch(request, context, pooled -> {}).join())
                .response();
    }

    private static CreateAclsRequest create(AclCreation... acls) {
        return new CreateAclsRequest.Builder(new CreateAclsRequestData().setCreations(List.of(acls))).build();
    }

    private static AclCreation acl(ResourceType type, String name) {
        return new AclCreation()
                .setResourceType(type.code())
                .setResourceName(name)
                .setResourcePatternType(PatternType.LITERAL.code())
                .setPrincipal("User:ann")
                .setHost("*")
                .setOperation((byte) 3)
                .setPermissionType((byte) 3);
    }

    private static DeleteAclsRequest deleteAll() {
        return new DeleteAclsRequest.Builder(new DeleteAclsRequestData()
                        .setFilters(List.of(new DeleteAclsFilter()
                                .setResourceTypeFilter(ResourceType.ANY.code())
                                .setResourceNameFilter(null)
                                .setPrincipalFilter(null)
                                .setHostFilter(null)
                                .setPatternTypeFilter(PatternType.ANY.code())
                                .setOperation((byte) 1)
                                .setPermissionType((byte) 1))))
                .build();
    }

    private List<AclBinding> acls() {
        return security.acls().list(AclBindingFilter.ANY);
    }

    @Test
    void addsListsAndRemovesAcls() {
        var created =
                (CreateAclsResponse) ask("admin", create(acl(ResourceType.TOPIC, "t"), acl(ResourceType.CLUSTER, "x")));
        assertThat(created.results())
                .extracting(result -> Errors.forCode(result.errorCode()))
                .containsExactly(Errors.NONE, Errors.INVALID_REQUEST);

        var listed = (DescribeAclsResponse) ask("admin", new DescribeAclsRequest.Builder(AclBindingFilter.ANY).build());
        assertThat(listed.acls())
                .singleElement()
                .satisfies(resource -> assertThat(resource.resourceName()).isEqualTo("t"));

        var deleted = (DeleteAclsResponse) ask("admin", deleteAll());
        assertThat(deleted.filterResults())
                .singleElement()
                .satisfies(result -> assertThat(result.matchingAcls()).hasSize(1));
        assertThat(acls()).isEmpty();
    }

    @Test
    void refusesAnAclWithATypeThatOnlyFiltersHave() {
        var response = (CreateAclsResponse) ask("admin", create(acl(ResourceType.ANY, "t")));
        assertThat(response.results())
                .singleElement()
                .satisfies(
                        result -> assertThat(Errors.forCode(result.errorCode())).isEqualTo(Errors.INVALID_REQUEST));
    }

    @Test
    void tellsAndChangesNothingForWhomMayNot() {
        ask("admin", create(acl(ResourceType.TOPIC, "t")));
        ask("admin", alter(upsert("ann", 4096)));

        for (var request : List.of(
                create(acl(ResourceType.TOPIC, "other")),
                deleteAll(),
                new DescribeAclsRequest.Builder(AclBindingFilter.ANY).build(),
                new DescribeUserScramCredentialsRequest.Builder(new DescribeUserScramCredentialsRequestData()).build(),
                alter(upsert("ann", 8192)))) {
            var response = ask("ann", request);
            assertThat(response.data().toString())
                    .contains("errorCode=" + Errors.CLUSTER_AUTHORIZATION_FAILED.code())
                    .doesNotContain("User:ann", "iterations=4096");
        }
        assertThat(acls()).hasSize(1);
        assertThat(security.scram().list()).isEqualTo(Map.of("ann", Map.of(ScramMechanism.SCRAM_SHA_256, 4096)));
    }

    private static AlterUserScramCredentialsRequest alter(ScramCredentialUpsertion... upsertions) {
        return alter(List.of(), upsertions);
    }

    private static AlterUserScramCredentialsRequest alter(
            List<ScramCredentialDeletion> deletions, ScramCredentialUpsertion... upsertions) {
        return new AlterUserScramCredentialsRequest.Builder(new AlterUserScramCredentialsRequestData()
                        .setDeletions(deletions)
                        .setUpsertions(List.of(upsertions)))
                .build();
    }

    private static ScramCredentialUpsertion upsert(String user, int iterations) {
        return new ScramCredentialUpsertion()
                .setName(user)
                .setMechanism(SHA_256)
                .setIterations(iterations)
                .setSalt("salt".getBytes(StandardCharsets.UTF_8))
                .setSaltedPassword("salted".getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Errors> results(AlterUserScramCredentialsRequest request) {
        return ((AlterUserScramCredentialsResponseData) ask("admin", request).data())
                .results().stream()
                        .collect(Collectors.toMap(
                                AlterUserScramCredentialsResult::user, result -> Errors.forCode(result.errorCode())));
    }

    @Test
    void givesAndTakesScramCredentials() {
        assertThat(results(alter(upsert("ann", 4096), upsert("bob", 8192))))
                .isEqualTo(Map.of("ann", Errors.NONE, "bob", Errors.NONE));
        assertThat(results(alter(
                        List.of(new ScramCredentialDeletion().setName("ann").setMechanism(SHA_256)))))
                .isEqualTo(Map.of("ann", Errors.NONE));
        assertThat(security.scram().list()).containsOnlyKeys("bob");
    }

    @Test
    void refusesCredentialsAsKafkaDoes() {
        var twice = alter(
                List.of(new ScramCredentialDeletion().setName("twice").setMechanism(SHA_256)),
                upsert("twice", 4096),
                upsert("few", 10),
                upsert("many", 100_000),
                upsert("", 4096),
                upsert("unknown", 4096).setMechanism((byte) 9),
                upsert("empty", 4096).setSaltedPassword(new byte[0]),
                upsert("fine", 4096));

        assertThat(results(twice))
                .isEqualTo(Map.of(
                        "twice", Errors.DUPLICATE_RESOURCE,
                        "few", Errors.UNACCEPTABLE_CREDENTIAL,
                        "many", Errors.UNACCEPTABLE_CREDENTIAL,
                        "", Errors.UNACCEPTABLE_CREDENTIAL,
                        "unknown", Errors.UNSUPPORTED_SASL_MECHANISM,
                        "empty", Errors.UNACCEPTABLE_CREDENTIAL,
                        "fine", Errors.NONE));
        assertThat(security.scram().list()).containsOnlyKeys("fine");
        assertThat(results(alter(
                        List.of(new ScramCredentialDeletion().setName("nobody").setMechanism(SHA_256)))))
                .isEqualTo(Map.of("nobody", Errors.RESOURCE_NOT_FOUND));
    }

    @Test
    void describesTheUsersThatAreAskedForOrAll() {
        ask("admin", alter(upsert("ann", 4096), upsert("bob", 8192)));

        assertThat(describe()).isEqualTo(Map.of("ann", Errors.NONE, "bob", Errors.NONE));
        assertThat(describe("ann", "nobody", "bob", "bob"))
                .isEqualTo(Map.of(
                        "ann", Errors.NONE,
                        "nobody", Errors.RESOURCE_NOT_FOUND,
                        "bob", Errors.DUPLICATE_RESOURCE));
    }

    private Map<String, Errors> describe(String... users) {
        var names = List.of(users).stream()
                .map(user -> new UserName().setName(user))
                .toList();
        var request = new DescribeUserScramCredentialsRequest.Builder(
                        new DescribeUserScramCredentialsRequestData().setUsers(names))
                .build();
        return ((DescribeUserScramCredentialsResponseData) ask("admin", request).data())
                .results().stream()
                        .collect(Collectors.toMap(
                                DescribeUserScramCredentialsResult::user,
                                result -> Errors.forCode(result.errorCode())));
    }

    @Test
    void takesNoAuthenticationOutsideOfIt() {
        for (var request : List.of(
                new SaslHandshakeRequest.Builder(new SaslHandshakeRequestData().setMechanism("PLAIN")).build(),
                new SaslAuthenticateRequest.Builder(new SaslAuthenticateRequestData().setAuthBytes(new byte[1]))
                        .build())) {
            assertThat(ask("ann", request).errorCounts()).containsOnlyKeys(Errors.ILLEGAL_SASL_STATE);
        }
    }

    @Test
    void answersAtEveryVersionThatIsAdvertised() {
        for (var handler : SecurityHandlers.of(security)) {
            for (var version = handler.oldestVersion(); version <= handler.latestVersion(); version++) {
                assertThat(handler.key().isVersionSupported(version)).isTrue();
            }
        }
        for (short version = 1; version <= ApiKeys.DESCRIBE_ACLS.latestVersion(); version++) {
            var response = ask("admin", new DescribeAclsRequest.Builder(AclBindingFilter.ANY).build(version));
            assertThat(response.errorCounts()).containsOnlyKeys(Errors.NONE);
        }
    }
}
