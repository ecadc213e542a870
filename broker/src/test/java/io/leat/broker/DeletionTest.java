package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.SimulatedDisk.Unforced;
import io.leat.broker.log.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.internal.FileRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting a topic while it is read, compacted, or the power fails. */
class DeletionTest {
    private static final TopicPartition P = new TopicPartition("t", 1);

    @TempDir
    Path temp;

    private final TestPorts ports = new TestPorts();
    private Broker broker;

    @BeforeEach
    void open() {
        broker = open(temp.resolve("data"), ports, Map.of());
    }

    private static Broker open(Path folder, TestPorts ports, Map<String, String> settings) {
        // Without files that are made in the background while the test copies the folder.
        var all = new HashMap<>(Map.of("log.journal.bytes", "0"));
        all.putAll(settings);
        return Broker.open(BrokerConfig.of(folder, all), ports);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void leavesTheTopicWholeOrGoneWheneverThePowerFails() throws Exception {
        var old = broker.topics().create("t", 2, Map.of()).id();
        broker.partition(P).append(batch("old"), true).get();
        var cuts = new ArrayList<Path>();
        ports.disk.addListener((path, done) -> {
            synchronized (cuts) {
                for (var unforced : Unforced.values()) {
                    var target = temp.resolve("cut-" + cuts.size());
                    ports.disk.cutTo(temp.resolve("data"), target, unforced, cuts.size());
                    cuts.add(target);
                }
            }
        });

        broker.topics().delete("t");
        var again = broker.topics().create("t", 2, Map.of()).id();
        broker.partition(P).append(batch("new"), true).get();

        synchronized (cuts) {
            assertThat(cuts).hasSizeGreaterThan(10);
            for (var cut : cuts) {
                check(cut, old, again);
            }
        }
    }

    private static void check(Path folder, Uuid old, Uuid again) throws Exception {
        try (var reopened = open(folder, new TestPorts(), Map.of())) {
            var topic = reopened.topics().describe("t");
            if (topic.isPresent() && topic.get().id().equals(old)) {
                assertThat(committed(reopened.partition(P)))
                        .describedAs("old in %s", folder)
                        .containsExactly("old");
                reopened.topics().delete("t");
            } else if (topic.isPresent()) {
                assertThat(topic.get().id()).isEqualTo(again);
                assertThat(committed(reopened.partition(P)))
                        .describedAs("new in %s", folder)
                        .isSubsetOf("new");
                return;
            }
            reopened.topics().create("t", 2, Map.of());
            assertThat(committed(reopened.partition(P)))
                    .describedAs("made again in %s", folder)
                    .isEmpty();
            reopened.partition(P).append(batch("later"), true).get();
        }
    }

    @Test
    void takesNothingThatWasKnownOfAnEarlierTopicForOneOfTheSameName() throws Exception {
        broker.topics().create("t", 2, Map.of());
        broker.partition(P).append(batch("old"), true).get();
        broker.close();
        broker = open(temp.resolve("data"), ports, Map.of());

        broker.topics().delete("t");
        broker.topics().create("t", 2, Map.of());
        ports.disk.cutTo(temp.resolve("data"), temp.resolve("cut"), Unforced.BY_CHANCE, 1);

        try (var reopened = open(temp.resolve("cut"), new TestPorts(), Map.of())) {
            assertThat(reopened.partition(P).online()).isTrue();
            reopened.partition(P).append(batch("new"), true).get();
            assertThat(committed(reopened.partition(P))).containsExactly("new");
        }
    }

    @Test
    void leavesWhatAReaderHasInHandReadable() throws Exception {
        broker.topics().create("t", 2, Map.of());
        broker.partition(P).append(batch("old"), true).get();
        var slice = (FileRecords)
                broker.partition(P).read(0, 1000, Isolation.READ_COMMITTED).records();

        broker.topics().delete("t");

        assertThat(slice.batches()).hasSize(1).allMatch(batch -> batch.isValid());
    }

    @Test
    void stopsCompactingAndRemovesTheFiles() throws Exception {
        broker.close();
        broker = open(
                temp.resolve("data"), ports, Map.of("log.segment.delete.delay.ms", "0", "log.cleaner.backoff.ms", "1"));
        for (var round = 0; round < 5; round++) {
            broker.topics()
                    .create(
                            "t",
                            2,
                            Map.of(
                                    "cleanup.policy", "compact",
                                    "internal.segment.bytes", "300",
                                    "min.cleanable.dirty.ratio", "0.01"));
            for (var record = 0; record < 30; record++) {
                broker.partition(P).append(Batches.keyed("key", "value" + record), false);
            }
            broker.topics().delete("t");
        }

        await().untilAsserted(() -> assertThat(partitionFolders()).isEmpty());
        broker.topics().create("t", 2, Map.of());
        broker.partition(P).append(batch("fine"), true).get();
    }

    private List<String> partitionFolders() throws Exception {
        try (var files = Files.list(temp.resolve("data"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("t-"))
                    .toList();
        }
    }
}
