package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.part;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.SimulatedDisk.Unforced;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The power fails before and after every force; what was acknowledged by then must be there afterwards. */
class PowerLossTest {
    private static final TopicPartition LEFT = new TopicPartition("left", 0);
    private static final TopicPartition RIGHT = new TopicPartition("right", 1);
    private static final TopicPartition PLAIN = new TopicPartition("plain", 0);

    private static final long NO_JOURNAL = 0;
    /** So small that its files are used again. */
    private static final long SMALL_JOURNAL = 32 << 10;

    @TempDir
    Path temp;

    private final TestPorts ports = new TestPorts();
    private long journalBytes;
    private final List<Moment> moments = new ArrayList<>();
    private final AtomicInteger atomicAcknowledged = new AtomicInteger();
    private final AtomicInteger plainAcknowledged = new AtomicInteger();
    private final AtomicInteger groupAcknowledged = new AtomicInteger();
    private final AtomicInteger topicsAcknowledged = new AtomicInteger();

    /** What had been acknowledged when the power failed, and what the disk held then. */
    private record Moment(Path folder, int atomic, int plain, int group, int topics) {}

    /** Of one append each, or, where they are to be journaled together, of some. */
    private Map<String, String> smallSegments() {
        return Map.of("internal.segment.bytes", journalBytes == NO_JOURNAL ? "400" : "1500");
    }

    private synchronized void losePower(Path ignoredPath, boolean ignoredDone) {
        var expected = new int[] {
            atomicAcknowledged.get(), plainAcknowledged.get(), groupAcknowledged.get(), topicsAcknowledged.get()
        };
        for (var unforced : Unforced.values()) {
            var target = temp.resolve("cut-" + moments.size());
            ports.disk.cutTo(temp.resolve("data"), target, unforced, moments.size());
            moments.add(new Moment(target, expected[0], expected[1], expected[2], expected[3]));
        }
    }

    private Broker open(Path folder, TestPorts with) {
        var settings = Map.of("log.min.free.bytes", "0", "log.journal.bytes", String.valueOf(journalBytes));
        return Broker.open(BrokerConfig.of(folder, settings), with);
    }

    @ParameterizedTest
    @ValueSource(longs = {NO_JOURNAL, SMALL_JOURNAL})
    void losesNothingAcknowledgedAndNeverHalfAnAtomicAppend(long bytes) throws Exception {
        journalBytes = bytes;
        try (var broker = open(temp.resolve("data"), ports)) {
            ports.disk.addListener(this::losePower);
            for (var topic : List.of("left", "right", "plain")) {
                broker.topics().create(topic, 2, smallSegments());
                topicsAcknowledged.incrementAndGet();
            }
            var producer = broker.producers().open("source");
            for (var round = 0; round < 5; round++) {
                var value = String.valueOf(round);
                producer.append(List.of(part(LEFT, value, value), part(RIGHT, value)))
                        .get();
                atomicAcknowledged.incrementAndGet();
                broker.partition(PLAIN).append(batch(value), true).get();
                plainAcknowledged.incrementAndGet();
                broker.groups().commit("group", Map.of(PLAIN, round + 1L)).get();
                groupAcknowledged.incrementAndGet();
            }
            synchronized (this) {
                moments.forEach(this::check);
            }
        }
    }

    private void check(Moment moment) {
        try (var broker = open(moment.folder, new TestPorts())) {
            assertThat(broker.topics().list())
                    .describedAs("topics in %s", moment)
                    .hasSizeGreaterThanOrEqualTo(moment.topics);
            if (moment.topics < 3) {
                return;
            }
            var right = committed(broker.partition(RIGHT));
            assertThat(right).describedAs("atomic in %s", moment).hasSizeGreaterThanOrEqualTo(moment.atomic);
            assertThat(right).isEqualTo(numbers(right.size()));
            assertThat(committed(broker.partition(LEFT)))
                    .describedAs("the other half in %s", moment)
                    .isEqualTo(numbers(right.size()).stream()
                            .flatMap(value -> List.of(value, value).stream())
                            .toList());
            var plain = committed(broker.partition(PLAIN));
            assertThat(plain).describedAs("plain in %s", moment).hasSizeGreaterThanOrEqualTo(moment.plain);
            assertThat(plain).isEqualTo(numbers(plain.size()));
            assertThat(groupOffset(broker)).isGreaterThanOrEqualTo(moment.group);
        }
    }

    private static long groupOffset(Broker broker) {
        var committed = broker.groups().fetch("group").get(PLAIN);
        return committed == null ? 0 : committed.offset();
    }

    private static List<String> numbers(int count) {
        var numbers = new ArrayList<String>();
        for (var number = 0; number < count; number++) {
            numbers.add(String.valueOf(number));
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(longs = {NO_JOURNAL, SMALL_JOURNAL})
    void keepsTheOrderOfAPipelinedProducerWithoutGaps(long bytes) throws Exception {
        journalBytes = bytes;
        try (var broker = open(temp.resolve("data"), ports)) {
            broker.topics().create("left", 2, smallSegments());
            broker.topics().create("right", 2, smallSegments());
            broker.topics().create("plain", 1, Map.of());
            topicsAcknowledged.set(3);
            var producer = broker.producers().open("source");
            ports.disk.addListener((path, done) -> {
                synchronized (this) {
                    if (moments.size() < 40) {
                        var acknowledged = atomicAcknowledged.get();
                        var target = temp.resolve("cut-" + moments.size());
                        ports.disk.cutTo(temp.resolve("data"), target, Unforced.LOST, 0);
                        moments.add(new Moment(target, acknowledged, 0, 0, 3));
                    }
                }
            });
            var appends = new ArrayList<CompletableFuture<?>>();
            for (var round = 0; round < 20; round++) {
                var value = String.valueOf(round);
                appends.add(producer.append(List.of(part(LEFT, value, value), part(RIGHT, value)))
                        .thenRun(atomicAcknowledged::incrementAndGet));
            }
            CompletableFuture.allOf(appends.toArray(CompletableFuture[]::new)).get();
            synchronized (this) {
                moments.forEach(this::check);
            }
        }
    }
}
