package io.leat.broker.security;

import static io.leat.broker.security.Callers.ANONYMOUS;
import static io.leat.broker.security.Callers.user;
import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.disk.Force;
import io.leat.broker.topic.MetadataLog;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.authorizer.AclCreateResult;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Map<ListenerName, SecurityProtocol> OPEN =
            Map.of(new ListenerName("PLAINTEXT"), SecurityProtocol.PLAINTEXT);
    private static final Map<ListenerName, SecurityProtocol> CLOSED =
            Map.of(new ListenerName("SASL_SSL"), SecurityProtocol.SASL_SSL);
    private static final String ADMIN_ONLY = "User:admin";

    @TempDir
    Path folder;

    private MetadataLog metadata;

    @BeforeEach
    void open() {
        metadata = MetadataLog.open(folder, Force.DISK, false);
    }

    @AfterEach
    void close() {
        metadata.close();
    }

    private Security security(Map<ListenerName, SecurityProtocol> listeners, String superUsers, String unlisted) {
        var settings = SecuritySettings.of(
                        Map.of("super.users", superUsers, "allow.everyone.if.no.acl.found", unlisted))
                .withReserved(ReservedTopics.OF_THE_LOG.withWorker("configs", "offsets", "statuses"));
        return Security.open(settings, listeners, metadata, Time.SYSTEM);
    }

    private static AclBinding acl(
            ResourceType type,
            String name,
            PatternType pattern,
            String principal,
            AclOperation operation,
            AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, "*", operation, permission));
    }

    private static AclBinding allow(String topic, String principal, AclOperation operation) {
        return acl(TOPIC, topic, LITERAL, principal, operation, ALLOW);
    }

    private static void add(Security security, AclBinding... acls) {
        assertThat(security.acls().create(user("admin"), List.of(acls)))
                .allSatisfy(result -> assertThat(result.exception()).isEmpty());
    }

    private static boolean may(Security security, AuthorizableRequestContext caller, AclOperation op, String topic) {
        return security.access().allows(caller, op, TOPIC, topic);
    }

    @Test
    void isOpenWhileThereIsNoAclAndNobodyAuthenticates() {
        var security = security(OPEN, "", "");

        assertThat(may(security, ANONYMOUS, WRITE, "orders")).isTrue();
        assertThat(security.access().allowsCluster(ANONYMOUS, ALTER)).isTrue();
        assertThat(security.access().allowsSome(ANONYMOUS, WRITE, TOPIC)).isTrue();
    }

    @Test
    void isClosedAsSoonAsAListenerAuthenticates() {
        var security = security(CLOSED, ADMIN_ONLY, "");

        assertThat(may(security, user("ann"), READ, "orders")).isFalse();
        assertThat(may(security, ANONYMOUS, DESCRIBE, "orders")).isFalse();
        assertThat(may(security, user("admin"), READ, "orders")).isTrue();
    }

    @Test
    void isClosedWhereCertificatesAreAskedFor() {
        var settings = SecuritySettings.of(Map.of("listener.name.tls.ssl.client.auth", "required"));
        var tls = Map.of(new ListenerName("TLS"), SecurityProtocol.SSL);

        assertThat(may(Security.open(settings, tls, metadata, Time.SYSTEM), user("CN=ann"), READ, "orders"))
                .isFalse();
        assertThat(may(Security.open(SecuritySettings.of(Map.of()), tls, metadata, Time.SYSTEM), ANONYMOUS, READ, "x"))
                .isTrue();
    }

    @Test
    void anExplicitSettingWinsOverTheCircumstances() {
        assertThat(may(security(CLOSED, "", "true"), user("ann"), READ, "orders"))
                .isTrue();
        assertThat(may(security(OPEN, "", "false"), ANONYMOUS, READ, "orders")).isFalse();
    }

    @Test
    void theFirstAclEndsEverybodysFreeAccessAndTheLastOneRemovedBringsItBack() {
        var security = security(OPEN, ADMIN_ONLY, "");
        add(security, allow("orders", "User:ann", READ));

        assertThat(may(security, user("ann"), READ, "orders")).isTrue();
        assertThat(may(security, ANONYMOUS, READ, "other")).isFalse();

        security.acls().delete(List.of(AclBindingFilter.ANY));
        assertThat(may(security, ANONYMOUS, READ, "other")).isTrue();
    }

    @Test
    void refusesAFirstAclAfterWhichTheCallerCouldNotUndoIt() {
        var security = security(OPEN, "", "");

        var results = security.acls().create(ANONYMOUS, List.of(allow("orders", "User:ann", READ)));

        assertThat(results)
                .singleElement()
                .satisfies(
                        result -> assertThat(result.exception().orElseThrow()).hasMessageContaining("super.users"));
        assertThat(security.acls().list(AclBindingFilter.ANY)).isEmpty();
        assertThat(may(security, ANONYMOUS, READ, "other")).isTrue();
    }

    @Test
    void takesAFirstAclThatLeavesTheCallerInPower() {
        var security = security(OPEN, "", "");

        var results = security.acls()
                .create(ANONYMOUS, List.of(acl(CLUSTER, "kafka-cluster", LITERAL, "User:ANONYMOUS", ALTER, ALLOW)));

        assertThat(results).extracting(AclCreateResult::exception).allMatch(e -> e.isEmpty());
    }

    @Test
    void readingWritingDeletingAndAlteringImplyDescribing() {
        var security = security(CLOSED, ADMIN_ONLY, "");
        for (var operation : List.of(READ, WRITE, DELETE, ALTER)) {
            add(security, allow("t-" + operation, "User:ann", operation));
            assertThat(may(security, user("ann"), DESCRIBE, "t-" + operation)).isTrue();
        }
        add(security, allow("configs-of", "User:ann", ALTER_CONFIGS));
        assertThat(may(security, user("ann"), DESCRIBE_CONFIGS, "configs-of")).isTrue();
        assertThat(may(security, user("ann"), READ, "t-WRITE")).isFalse();
    }

    @Test
    void matchesPrefixesWildcardsAndHosts() {
        var security = security(CLOSED, ADMIN_ONLY, "");
        add(
                security,
                acl(TOPIC, "app-", PREFIXED, "User:ann", READ, ALLOW),
                acl(TOPIC, "*", LITERAL, "User:bob", READ, ALLOW),
                new AclBinding(
                        new ResourcePattern(TOPIC, "far", LITERAL),
                        new AccessControlEntry("User:ann", "10.1.2.3", READ, ALLOW)));

        assertThat(may(security, user("ann"), READ, "app-1")).isTrue();
        assertThat(may(security, user("ann"), READ, "ap")).isFalse();
        assertThat(may(security, user("bob"), READ, "anything")).isTrue();
        assertThat(may(security, user("ann"), READ, "far")).isFalse();
        assertThat(security.access().allowsSome(user("ann"), READ, TOPIC)).isTrue();
        assertThat(security.access().allowsSome(user("ann"), READ, GROUP)).isFalse();
    }

    @Test
    void aDenialGoesBeforeAnyPermission() {
        var security = security(CLOSED, ADMIN_ONLY, "");
        add(
                security,
                acl(TOPIC, "app-", PREFIXED, "User:*", ALL, ALLOW),
                acl(TOPIC, "app-secret", LITERAL, "User:ann", READ, DENY));

        assertThat(may(security, user("ann"), READ, "app-secret")).isFalse();
        assertThat(may(security, user("bob"), READ, "app-secret")).isTrue();
    }

    @Test
    void tellsTheOperationsThatAreAllowed() {
        var security = security(CLOSED, ADMIN_ONLY, "");
        add(security, allow("orders", "User:ann", READ));

        assertThat(security.access().operations(user("ann"), TOPIC, "orders")).isEqualTo(bits(READ, DESCRIBE));
        assertThat(security.access().operations(user("admin"), TOPIC, "orders"))
                .isEqualTo(bits(READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS));
        assertThat(security(OPEN, "", "true").access().operations(ANONYMOUS, TOPIC, "configs"))
                .isEqualTo(bits(DESCRIBE, DESCRIBE_CONFIGS));
    }

    private static int bits(AclOperation... operations) {
        return Arrays.stream(operations)
                .mapToInt(operation -> 1 << operation.code())
                .sum();
    }

    @Test
    void aclsAndTheirRemovalSurviveARestart() {
        var security = security(CLOSED, ADMIN_ONLY, "");
        add(security, allow("kept", "User:ann", READ), allow("gone", "User:ann", READ));
        security.acls().delete(List.of(allow("gone", "User:ann", READ).toFilter()));
        metadata.close();
        metadata = MetadataLog.open(folder, Force.DISK, false);

        var again = security(CLOSED, ADMIN_ONLY, "");

        assertThat(may(again, user("ann"), READ, "kept")).isTrue();
        assertThat(may(again, user("ann"), READ, "gone")).isFalse();
    }

    @Test
    void keepsABindingOnceHoweverOftenItIsAdded() {
        var security = security(CLOSED, ADMIN_ONLY, "");
        var binding = allow("orders", "User:ann", READ);
        add(security, binding, binding);
        add(security, binding);

        assertThat(security.acls().list(AclBindingFilter.ANY)).containsExactly(binding);
        assertThat(security.acls().delete(List.of(AclBindingFilter.ANY, AclBindingFilter.ANY)))
                .allSatisfy(
                        result -> assertThat(result.aclBindingDeleteResults()).hasSize(1));
        assertThat(may(security, user("ann"), READ, "orders")).isFalse();
    }

    @Test
    void refusesWhatCannotBeAnAclAndTakesTheRest() {
        var security = security(CLOSED, ADMIN_ONLY, "");
        var results = security.acls()
                .create(
                        user("admin"),
                        List.of(
                                acl(CLUSTER, "my-cluster", LITERAL, "User:ann", ALTER, ALLOW),
                                acl(TOPIC, "t", LITERAL, "ann", READ, ALLOW),
                                acl(TOPIC, "t", PatternType.UNKNOWN, "User:ann", READ, ALLOW),
                                acl(TOPIC, "t", LITERAL, "User:ann", AclOperation.UNKNOWN, ALLOW),
                                acl(TOPIC, "t", LITERAL, "User:ann", READ, AclPermissionType.UNKNOWN),
                                acl(ResourceType.UNKNOWN, "t", LITERAL, "User:ann", READ, ALLOW),
                                acl(TOPIC, "", LITERAL, "User:ann", READ, ALLOW),
                                acl(TOPIC, "x".repeat(70_000), LITERAL, "User:ann", READ, ALLOW),
                                allow("fine", "User:ann", READ)));

        assertThat(results.subList(0, 8))
                .allSatisfy(result -> assertThat(result.exception()).isPresent());
        assertThat(results.get(8).exception()).isEmpty();
        assertThat(security.acls().list(AclBindingFilter.ANY)).hasSize(1);
    }

    @Test
    void tellsThatAnswersMayHaveChanged() {
        var security = security(CLOSED, ADMIN_ONLY, "");
        var before = security.access().epoch();
        add(security, allow("orders", "User:ann", READ));
        assertThat(security.access().epoch()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"configs", "offsets", "statuses", "__consumer_offsets", "__transaction_state"})
    void nobodyChangesAReservedTopicOnAnOpenLog(String topic) {
        var security = security(OPEN, ADMIN_ONLY, "");
        for (var operation : List.of(WRITE, DELETE, ALTER, ALTER_CONFIGS, CREATE)) {
            assertThat(may(security, ANONYMOUS, operation, topic)).isFalse();
            assertThat(security.access().shows(ANONYMOUS, operation, TOPIC, topic))
                    .isFalse();
            assertThat(may(security, user("admin"), operation, topic)).isTrue();
        }
        assertThat(may(security, ANONYMOUS, DESCRIBE, topic)).isTrue();
        assertThat(may(security, ANONYMOUS, READ, topic)).isEqualTo(!topic.equals("configs"));
        assertThat(security.access().allows(ANONYMOUS, DELETE, GROUP, topic)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = AclOperation.class,
            names = {"WRITE", "READ", "DELETE"})
    void onlyAnAclThatNamesAReservedTopicAndThePrincipalOpensIt(AclOperation operation) {
        var security = security(CLOSED, ADMIN_ONLY, "");
        add(
                security,
                acl(TOPIC, "*", LITERAL, "User:*", ALL, ALLOW),
                acl(TOPIC, "conf", PREFIXED, "User:ann", ALL, ALLOW),
                acl(TOPIC, "configs", LITERAL, "User:*", ALL, ALLOW));
        assertThat(may(security, user("ann"), operation, "configs")).isFalse();

        add(security, allow("configs", "User:ann", operation));
        assertThat(may(security, user("ann"), operation, "configs")).isTrue();
        assertThat(may(security, user("bob"), operation, "configs")).isFalse();

        add(security, acl(TOPIC, "configs", LITERAL, "User:ann", operation, DENY));
        assertThat(may(security, user("ann"), operation, "configs")).isFalse();
    }

    @Test
    void nobodyInParticularOpensAReservedTopicToThemselves() {
        var security = security(OPEN, "", "true");
        var results = security.acls().create(ANONYMOUS, List.of(allow("configs", "User:ANONYMOUS", WRITE)));

        assertThat(results).allMatch(result -> result.exception().isPresent());
        assertThat(may(security, ANONYMOUS, WRITE, "configs")).isFalse();
    }

    @Test
    void findsTheSameOnesAllowedWhetherAclsAreAddedOrLoaded() {
        var security = security(CLOSED, ADMIN_ONLY, "");
        for (var i = 0; i < 200; i++) {
            add(security, acl(TOPIC, "t-" + i, i % 2 == 0 ? LITERAL : PREFIXED, "User:u" + i % 7, READ, ALLOW));
        }
        var loaded = security(CLOSED, ADMIN_ONLY, "");
        for (var i = 0; i < 200; i++) {
            for (var u = 0; u < 7; u++) {
                assertThat(may(loaded, user("u" + u), READ, "t-" + i))
                        .isEqualTo(may(security, user("u" + u), READ, "t-" + i));
            }
        }
    }
}
