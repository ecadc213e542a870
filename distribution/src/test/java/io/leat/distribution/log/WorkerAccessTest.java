package io.leat.distribution.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.broker.caller.InProcessCaller;
import io.leat.runtime.RequestException;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.TopicSelection;
import io.leat.runtime.log.WriterSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker is bound to the ACLs of its principal, but for the topics of its own state. */
class WorkerAccessTest {
    @TempDir
    Path folder;

    private Broker broker;
    private EmbeddedLog log;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(
                folder,
                Map.of(
                        "log.min.free.bytes",
                        "0",
                        "allow.everyone.if.no.acl.found",
                        "false",
                        "super.users",
                        "User:root")));
        log = new EmbeddedLog(broker, Set.of("state"));
        List.of("state", "orders").forEach(topic -> broker.topics().create(topic, 1, Map.of()));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private void allow(ResourceType type, String name, AclOperation operation) {
        broker.security()
                .acls()
                .create(
                        new InProcessCaller(new KafkaPrincipal("User", "root"), "test"),
                        List.of(new AclBinding(
                                new ResourcePattern(type, name, PatternType.LITERAL),
                                new AccessControlEntry("User:leat-worker", "*", operation, AclPermissionType.ALLOW))));
    }

    private void write(String topic) {
        try (var writer = log.writer(new WriterSpec("test", Optional.empty(), true, Map.of()))) {
            writer.add(topic, 0, 1, null, new byte[1], List.of());
            writer.append().join();
        }
    }

    private LogReader reader() {
        return log.reader(new ReaderSpec("test", Optional.of("group"), true, 100, 100_000, Map.of()));
    }

    @Test
    void aDenialSaysWhoWhatAndWhatToDo() {
        assertThatThrownBy(() -> write("orders"))
                .isInstanceOf(TopicAuthorizationException.class)
                .hasMessageContaining("User:leat-worker may not WRITE topic orders")
                .hasMessageContaining(
                        "kafka-acls --add --allow-principal User:leat-worker --operation Write --topic orders");
    }

    @Test
    void writesOnceItMayAndNotAnyMoreOnceItMayNot() {
        allow(ResourceType.TOPIC, "orders", AclOperation.WRITE);
        assertThatCode(() -> write("orders")).doesNotThrowAnyException();
        broker.security().acls().delete(List.of(AclBindingFilter.ANY));
        assertThatThrownBy(() -> write("orders")).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void itsOwnStateIsItsOwn() {
        write("state");
        try (var reader = reader()) {
            reader.assign(List.of(new TopicPartition("state", 0)));
            assertThat(reader.poll(Duration.ofSeconds(5))).hasSize(1);
        }
    }

    @Test
    void aReaderStopsWhenItMayNotReadAnyMore() {
        allow(ResourceType.TOPIC, "orders", AclOperation.READ);
        try (var reader = reader()) {
            reader.assign(List.of(new TopicPartition("orders", 0)));
            assertThat(reader.poll(Duration.ZERO)).isEmpty();
            broker.security().acls().delete(List.of(AclBindingFilter.ANY));
            assertThatThrownBy(() -> reader.poll(Duration.ZERO)).isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void aReaderOfAGroupNeedsTheGroupAndTheTopic() {
        var orders = new TopicSelection.Named(Set.of("orders"));
        try (var reader = reader()) {
            assertThatThrownBy(() -> reader.subscribe(orders, NOTHING))
                    .isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining("--group group");
        }
        allow(ResourceType.GROUP, "group", AclOperation.READ);
        try (var reader = reader()) {
            reader.subscribe(orders, NOTHING);
            assertThatThrownBy(() -> reader.poll(Duration.ZERO)).isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void aPatternMatchesOnlyWhatMayBeRead() {
        broker.topics().create("orders-2", 1, Map.of());
        allow(ResourceType.GROUP, "group", AclOperation.READ);
        allow(ResourceType.TOPIC, "orders-2", AclOperation.READ);
        try (var reader = reader()) {
            reader.subscribe(new TopicSelection.Matching(Pattern.compile(".*")), NOTHING);
            reader.poll(Duration.ZERO);
            assertThat(reader.assignment()).containsExactly(new TopicPartition("orders-2", 0));
        }
    }

    @Test
    void makesDeletesAndShowsOnlyTheTopicsThatItMay() {
        assertThatThrownBy(() -> log.topics().create("fresh", 1, Map.of()))
                .isInstanceOf(RequestException.Forbidden.class)
                .hasMessageContaining("CREATE");
        assertThatThrownBy(() -> log.topics().delete("orders")).isInstanceOf(RequestException.Forbidden.class);
        assertThatThrownBy(() -> log.topics().peek("orders", 0, 0, 1)).isInstanceOf(RequestException.Forbidden.class);
        assertThat(log.topics().create("orders", 1, Map.of())).isFalse();
        allow(ResourceType.TOPIC, "fresh", AclOperation.CREATE);
        assertThat(log.topics().create("fresh", 1, Map.of())).isTrue();
    }

    private static final LogReader.AssignmentListener NOTHING = new LogReader.AssignmentListener() {
        @Override
        public void assigned(Collection<TopicPartition> partitions) {}

        @Override
        public void revoked(Collection<TopicPartition> partitions) {}
    };
}
