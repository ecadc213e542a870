package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.disk.DataFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of the topics is damaged; their records are not taken for rubbish because of that. */
class DamagedMetadataTest {
    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);

    @TempDir
    Path temp;

    private byte[] metadata;
    private long endOfA;

    @BeforeEach
    void writeTwoTopics() throws Exception {
        try (var broker = open()) {
            broker.topics().create("a", 1, Map.of());
            endOfA = Files.size(file());
            broker.topics().create("b", 1, Map.of());
            broker.partition(A).append(batch("of a"), true).get();
            broker.partition(B).append(batch("of b"), true).get();
        }
        metadata = Files.readAllBytes(file());
    }

    private Broker open() {
        return Broker.open(BrokerConfig.of(temp, Map.of("log.min.free.bytes", "0")));
    }

    private Path file() {
        return temp.resolve("metadata.log");
    }

    private void crash() throws IOException {
        Files.delete(temp.resolve(".clean"));
    }

    private List<String> folders() throws IOException {
        try (var paths = Files.list(temp)) {
            return paths.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void refusesToStartAndLeavesEveryPartitionWhenAWholeEntryFollowsTheDamage() throws Exception {
        crash();
        var damaged = metadata.clone();
        damaged[20] ^= 1;
        Files.write(file(), damaged);

        assertThatThrownBy(this::open)
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("metadata.log is damaged");

        assertThat(folders()).contains("a-0", "b-0");
        Files.write(file(), metadata);
        try (var broker = open()) {
            assertThat(committed(broker.partition(A))).containsExactly("of a");
            assertThat(committed(broker.partition(B))).containsExactly("of b");
        }
    }

    @Test
    void refusesToStartOnAFileThatHasBecomeShorterThanItWasLeft() throws Exception {
        Files.write(file(), Arrays.copyOf(metadata, metadata.length - 1));

        assertThatThrownBy(this::open).isInstanceOf(DataFolderException.class);

        assertThat(folders()).contains("a-0", "b-0");
    }

    @Test
    void keepsTheFoldersOfTopicsThatNobodyHasDeleted() throws Exception {
        crash();
        Files.write(file(), Arrays.copyOf(metadata, (int) endOfA + 1));

        try (var broker = open()) {
            assertThat(broker.topics().list()).containsExactly("a");
            assertThat(committed(broker.partition(A))).containsExactly("of a");
        }

        open().close();
        assertThat(folders()).contains("a-0").doesNotContain("b-0").anyMatch(name -> name.matches("b-0\\..+-stray"));
    }
}
