package io.leat.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.disk.Force;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataLogTest {
    @TempDir
    Path folder;

    private MetadataLog open() {
        return MetadataLog.open(folder, Force.DISK, false);
    }

    private static MetadataEntry.Topic topic(String name) {
        return new MetadataEntry.Topic(Uuid.randomUuid(), name, 3, Map.of("retention.ms", "1", "segment.bytes", "2"));
    }

    @Test
    void remembersTheLastStateOfEachTopic() {
        var kept = topic("kept");
        var gone = topic("gone");
        var altered = new MetadataEntry.Topic(kept.id(), "kept", 5, Map.of());
        try (var log = open()) {
            log.store(kept);
            log.store(gone);
            log.store(altered);
            log.store(new MetadataEntry.TopicDeleted(gone.id()));
        }
        try (var log = open()) {
            assertThat(log.topics()).containsExactly(altered);
        }
    }

    @Test
    void cutsAnEntryThatIsNotWhole() throws IOException {
        var kept = topic("kept");
        try (var log = open()) {
            log.store(kept);
            log.store(topic("torn"));
        }
        try (var file = new RandomAccessFile(folder.resolve("metadata.log").toFile(), "rw")) {
            file.setLength(file.length() - 1);
        }
        try (var log = open()) {
            assertThat(log.topics()).containsExactly(kept);
            log.store(topic("next"));
        }
        try (var log = open()) {
            assertThat(log.topics()).extracting(MetadataEntry.Topic::name).containsExactly("kept", "next");
        }
    }

    @Test
    void holdsChangesThatWereStoredTogetherAllOrNot() throws IOException {
        var path = folder.resolve("metadata.log");
        var stored = List.of(topic("one"), topic("two"), topic("three"));
        long before;
        try (var log = open()) {
            log.store(topic("kept"));
            before = Files.size(path);
            log.store(stored);
        }
        var whole = Files.readAllBytes(path);
        for (var length = before; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, (int) length));
            try (var log = open()) {
                assertThat(log.topics()).extracting(MetadataEntry.Topic::name).containsExactly("kept");
            }
        }
        Files.write(path, whole);
        try (var log = open()) {
            assertThat(log.topics()).hasSize(4).containsAll(stored);
        }
    }

    @Test
    void isWrittenAnewWhenPastChangesFillIt() throws IOException {
        var kept = topic("kept");
        try (var log = open()) {
            log.store(kept);
            log.reserveProducerIds(1000);
            for (var change = 0; change < 3000; change++) {
                log.store(new MetadataEntry.Topic(kept.id(), "kept", 1 + change, Map.of()));
            }
        }
        assertThat(Files.size(folder.resolve("metadata.log"))).isLessThan(70_000);
        try (var log = open()) {
            assertThat(log.topics()).extracting(MetadataEntry.Topic::partitions).containsExactly(3000);
            assertThat(log.reserveProducerIds(1)).isEqualTo(1000);
        }
    }

    @Test
    void remembersWhoMayDoWhatAndWhatLoginsAreCheckedAgainstAlsoWhenWrittenAnew() throws IOException {
        var kept = new MetadataEntry.Acl(Uuid.randomUuid(), acl("kept"));
        var gone = new MetadataEntry.Acl(Uuid.randomUuid(), acl("gone"));
        var credential = new ScramCredential(new byte[] {1}, new byte[] {2, 3}, new byte[] {4, 5, 6}, 4096);
        try (var log = open()) {
            log.store(List.of(
                    kept,
                    gone,
                    new MetadataEntry.Scram("ann", ScramMechanism.SCRAM_SHA_256, credential),
                    new MetadataEntry.Scram("ann", ScramMechanism.SCRAM_SHA_512, credential)));
            log.store(List.of(
                    new MetadataEntry.AclRemoved(gone.id()),
                    new MetadataEntry.ScramRemoved("ann", ScramMechanism.SCRAM_SHA_512)));
            for (var change = 0; change < 4000; change++) {
                log.reserveProducerIds(1);
            }
        }
        assertThat(Files.size(folder.resolve("metadata.log"))).isLessThan(40_000);
        try (var log = open()) {
            assertThat(log.acls()).isEqualTo(Map.of(kept.id(), kept.binding()));
            assertThat(log.scram()).singleElement().satisfies(stored -> {
                assertThat(stored.user()).isEqualTo("ann");
                assertThat(stored.mechanism()).isEqualTo(ScramMechanism.SCRAM_SHA_256);
                assertThat(stored.credential()).usingRecursiveComparison().isEqualTo(credential);
            });
        }
    }

    @Test
    void takesChangesAgainAfterAFailedForceAndForgetsTheOneThatFailed() {
        var disk = new FailingForce();
        var kept = topic("kept");
        try (var log = MetadataLog.open(folder, disk, false)) {
            log.store(kept);
            disk.failing = true;
            assertThatThrownBy(() -> log.store(topic("failed")))
                    .isInstanceOf(KafkaStorageException.class)
                    .hasMessageContaining("metadata.log")
                    .hasMessageContaining("simulated");
            assertThatThrownBy(() -> log.reserveProducerIds(10)).isInstanceOf(KafkaStorageException.class);
            assertThat(log.topics()).containsExactly(kept);
            assertThat(log.isComplete()).isFalse();
            disk.failing = false;

            log.store(topic("next"));

            assertThat(log.reserveProducerIds(10)).isZero();
            assertThat(log.isComplete()).isTrue();
        }
        assertThat(disk.afterFailure).doesNotContain(disk.failed);
        try (var log = open()) {
            assertThat(log.topics()).extracting(MetadataEntry.Topic::name).containsExactly("kept", "next");
            assertThat(log.reserveProducerIds(1)).isEqualTo(10);
        }
    }

    @Test
    void storesAChangeThoughTheGrownFileCannotBeWrittenAnew() {
        var disk = new FailingForce();
        var kept = topic("kept");
        try (var log = MetadataLog.open(folder, disk, false)) {
            disk.failingName = "metadata.log.tmp";
            disk.failing = true;
            var change = 0;
            while (disk.failed == null) {
                change++;
                log.store(new MetadataEntry.Topic(kept.id(), "kept", change, Map.of()));
            }
            assertThat(log.topics()).extracting(MetadataEntry.Topic::partitions).containsExactly(change);
            assertThatThrownBy(() -> log.store(topic("refused"))).isInstanceOf(KafkaStorageException.class);
            disk.failing = false;
            log.store(topic("next"));
        }
        try (var log = open()) {
            assertThat(log.topics()).extracting(MetadataEntry.Topic::name).containsExactly("kept", "next");
        }
    }

    /** Remembers the first file of which a force failed, as the file system knows it, and those forced afterwards. */
    private static final class FailingForce implements Force {
        private final List<Object> afterFailure = new ArrayList<>();
        private boolean failing;
        private String failingName = "metadata.log";
        private Object failed;

        @Override
        public void file(Path file, FileChannel channel) throws IOException {
            var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            if (failing && file.endsWith(failingName)) {
                if (failed == null) {
                    failed = key;
                    // So that the file system gives its number to no other.
                    Files.createLink(file.resolveSibling("failed"), file);
                }
                throw new IOException("simulated");
            }
            if (failed != null) {
                afterFailure.add(key);
            }
            Force.DISK.file(file, channel);
        }

        @Override
        public void directory(Path directory) throws IOException {
            Force.DISK.directory(directory);
        }
    }

    private static AclBinding acl(String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.PREFIXED),
                new AccessControlEntry("User:ann", "10.0.0.1", AclOperation.READ, AclPermissionType.DENY));
    }
}
