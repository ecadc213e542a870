package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.broker.log.Isolation;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.TopicListener;
import io.leat.broker.topic.Topics;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicLifeTest {
    private static final TopicPartition P = new TopicPartition("t", 0);

    @TempDir
    Path temp;

    private final TestPorts ports = new TestPorts();
    private Path folder;
    private Broker broker;

    @BeforeEach
    void open() {
        folder = temp.resolve("data");
        broker = open(folder, ports);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private static Broker open(Path folder, TestPorts ports) {
        return Broker.open(
                BrokerConfig.of(folder, Map.of("num.partitions", "3", "log.segment.delete.delay.ms", "0")), ports);
    }

    private void restart() {
        broker.close();
        broker = open(folder, ports);
    }

    @Test
    void createsATopicWithTheDefaultsUnlessTold() {
        var topic = broker.topics().create("t", Topics.DEFAULT_PARTITIONS, Map.of("retention.ms", "1000"));

        assertThat(topic.partitions()).isEqualTo(3);
        assertThat(topic.overrides()).containsExactly(Map.entry("retention.ms", "1000"));
        assertThat(topic.config()).containsEntry("retention.ms", "1000").containsEntry("max.message.bytes", "1048588");
        assertThat(topic.internal()).isFalse();
        assertThat(broker.topics().describe(topic.id())).contains(topic);
        restart();
        assertThat(broker.topics().describe("t")).contains(topic);
    }

    @Test
    void refusesWhatKafkaRefuses() {
        var topics = broker.topics();
        topics.create("t", 1, Map.of());
        assertThatThrownBy(() -> topics.create("t", 1, Map.of())).isInstanceOf(TopicExistsException.class);
        assertThatThrownBy(() -> topics.create("a/b", 1, Map.of())).isInstanceOf(InvalidTopicException.class);
        assertThatThrownBy(() -> topics.create("n", 0, Map.of())).isInstanceOf(InvalidPartitionsException.class);
        assertThatThrownBy(() -> topics.create("n", 1, Map.of("retention.mss", "1")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("retention.mss");
        assertThatThrownBy(() -> topics.create("n", 1, Map.of("retention.ms", "soon")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("retention.ms");
        assertThatThrownBy(() -> topics.alter("none", Map.of())).isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> topics.delete("none")).isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(topics.list()).containsExactly("t");
    }

    @Test
    void growsButNeverShrinks() throws Exception {
        broker.topics().create("t", 1, Map.of());

        broker.topics().grow("t", 2);

        broker.partition(new TopicPartition("t", 1)).append(batch("a"), true).get();
        restart();
        assertThat(broker.topics().describe("t").orElseThrow().partitions()).isEqualTo(2);
        assertThat(committed(broker.partition(new TopicPartition("t", 1)))).containsExactly("a");
        assertThatThrownBy(() -> broker.topics().grow("t", 1)).isInstanceOf(InvalidPartitionsException.class);
    }

    @Test
    void altersSettingsDurably() {
        broker.topics().create("t", 1, Map.of("retention.ms", "1000"));

        broker.topics().alter("t", Map.of("max.message.bytes", "2000"));

        assertThat(broker.partition(P).maxMessageBytes()).isEqualTo(2000);
        restart();
        assertThat(broker.partition(P).maxMessageBytes()).isEqualTo(2000);
        assertThat(broker.topics().describe("t").orElseThrow().overrides()).doesNotContainKey("retention.ms");
    }

    @Test
    void deletesATopicWithItsFilesRecordsAndOffsets() throws Exception {
        broker.topics().create("t", 1, Map.of());
        var log = broker.partition(P);
        log.append(batch("a"), true).get();
        broker.groups().commit("g", Map.of(P, 1L)).get();

        broker.topics().delete("t");

        assertThatThrownBy(() -> broker.partition(P)).isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> log.append(batch("b"), true)).isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> log.read(0, 100, Isolation.READ_COMMITTED))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        await().until(() -> broker.groups().list().isEmpty());
        await().until(() -> partitionFolders(folder).stream().noneMatch(name -> name.startsWith("t-0")));
    }

    @Test
    void givesATopicThatIsMadeAgainANewIdAndNothingOfTheOldOne() throws Exception {
        var old = broker.topics().create("t", 1, Map.of());
        broker.partition(P).append(batch("old"), true).get();
        broker.groups().commit("g", Map.of(P, 1L)).get();
        broker.topics().delete("t");

        var again = broker.topics().create("t", 1, Map.of());

        assertThat(again.id()).isNotEqualTo(old.id());
        assertThat(committed(broker.partition(P))).isEmpty();
        broker.partition(P).append(batch("new"), true).get();
        restart();
        assertThat(committed(broker.partition(P))).containsExactly("new");
        assertThat(broker.groups().fetch("g")).isEmpty();
    }

    @Test
    void finishesADeletionThatACrashCutShort() throws Exception {
        broker.topics().create("t", 2, Map.of());
        broker.topics().create("kept", 1, Map.of());
        broker.partition(P).append(batch("a"), true).get();
        broker.groups().commit("g", Map.of(P, 1L)).get();
        var crashed = temp.resolve("crashed");
        ports.disk.addListener((path, done) -> {
            if (done && path.endsWith("metadata.log")) {
                // The entry is on disk, the folders still have their names.
                ports.disk.cutTo(folder, crashed, SimulatedDisk.Unforced.LOST, 0);
            }
        });

        broker.topics().delete("t");

        assertThat(partitionFolders(crashed)).contains("t-0");
        try (var reopened = open(crashed, new TestPorts())) {
            assertThat(reopened.topics().list()).contains("kept").doesNotContain("t");
            reopened.topics().create("t", 1, Map.of());
            assertThat(committed(reopened.partition(P))).isEmpty();
            assertThat(reopened.groups().fetch("g")).isEmpty();
            await().until(() -> partitionFolders(crashed).stream().noneMatch(name -> name.endsWith("-delete")));
        }
    }

    @Test
    void refusesToDeleteWhatTheLogKeepsForItself() throws Exception {
        broker.topics().create("t", 1, Map.of());
        broker.groups().commit("g", Map.of(P, 1L)).get();

        assertThatThrownBy(() -> broker.topics().delete("__consumer_offsets"))
                .isInstanceOf(InvalidTopicException.class);
        assertThat(broker.topics().describe("__consumer_offsets").orElseThrow().internal())
                .isTrue();
    }

    @Test
    void tellsListenersOfChanges() {
        var seen = new ArrayList<String>();
        broker.topics().addListener(new TopicListener() {
            @Override
            public void created(TopicDescription topic) {
                seen.add("created " + topic.name());
            }

            @Override
            public void changed(TopicDescription topic) {
                seen.add("changed " + topic.partitions());
            }

            @Override
            public void deleted(String name, Uuid id) {
                seen.add("deleted " + name);
            }
        });

        broker.topics().create("t", 1, Map.of());
        broker.topics().grow("t", 2);
        broker.topics().delete("t");

        assertThat(seen).containsExactly("created t", "changed 2", "deleted t");
    }

    @Test
    void refusesChangesWhileTheMetadataLogFailsAndTakesThemAgainWithoutARestart() throws Exception {
        broker.topics().create("t", 1, Map.of());
        ports.disk.breakForces(path -> path.getFileName().toString().startsWith("metadata.log"));
        for (var attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> broker.topics().create("u", 1, Map.of()))
                    .isInstanceOf(KafkaStorageException.class)
                    .hasMessageContaining("metadata.log");
        }
        assertThat(broker.topics().list()).containsExactly("t");
        broker.partition(P).append(batch("a"), true).get();

        ports.disk.breakForces(path -> false);

        broker.topics().create("v", 1, Map.of());
        restart();
        assertThat(broker.topics().list()).containsExactly("t", "v");
        assertThat(committed(broker.partition(P))).containsExactly("a");
    }

    private static List<String> partitionFolders(Path folder) {
        var names = new ArrayList<String>();
        for (var directory : folder.toFile().listFiles(File::isDirectory)) {
            names.add(directory.getName());
        }
        return names;
    }
}
