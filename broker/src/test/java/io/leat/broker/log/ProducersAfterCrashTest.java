package io.leat.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known of producers after a crash, of those too whose records are not read again. */
class ProducersAfterCrashTest extends CrashedPartition {
    @Test
    void keepsAFewProducerSnapshotsBetweenSegmentsHoweverManyCheckpointsThereAre() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        for (var round = 0; round < 12; round++) {
            append(partition(logs), 1100);
            logs.writeCheckpoints();
        }

        try (var files = Files.list(temp.resolve("data/t-0"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".snapshot")))
                    .hasSize(8);
        }
    }

    /** A client may have five under way, and sends them all again. */
    @Test
    void knowsTheLastFiveBatchesOfAProducerAfterEachOfTwoCrashes() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        for (var sequence = 0; sequence < 5; sequence++) {
            partition(logs)
                    .appendValidated(Batches.sequenced(7, 0, sequence, "a"), true)
                    .get();
        }
        append(partition(logs), 1100);
        logs.writeCheckpoints();
        var once = crash(temp.resolve("data"), "crashed");
        open(once, Map.of());
        var twice = crash(once, "crashed again");

        var recovered = partition(open(twice, Map.of()));

        for (var sequence = 0; sequence < 5; sequence++) {
            assertThat(recovered
                            .appendValidated(Batches.sequenced(7, 0, sequence, "a"), true)
                            .get()
                            .baseOffset())
                    .isEqualTo(sequence);
        }
    }

    /** Kafka's code removes what was written down of producers in the middle of a segment that is not the last. */
    @Test
    void knowsAnOpenTransactionWhenAllThatWasWrittenDownOfProducersIsInAnOlderSegment() throws Exception {
        var topic = Map.of("internal.segment.bytes", "20000");
        var before = open(temp.resolve("data"), topic);
        partition(before).appendValidated(Batches.sequenced(7, 0, 0, "a"), true).get();
        before.close();
        makeOld(temp.resolve("data/t-0/00000000000000000001.snapshot"));
        var logs = open(temp.resolve("data"), topic);
        append(partition(logs), 60);
        var transaction = Batches.builder("b");
        transaction.setProducerState(8, (short) 0, 0, true);
        var written = partition(logs).write(transaction.build(), true);
        written.done().get();
        var copy = crash(temp.resolve("data"), "crashed");
        makeOld(copy.resolve("t-0/00000000000000000001.snapshot"));

        var recovered = partition(open(copy, topic));

        assertThat(recovered.undecided())
                .containsExactly(new UndecidedLog.Undecided(
                        8, (short) 0, written.appended().baseOffset()));
    }

    private static void makeOld(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }

    /** An abort makes Kafka's recovery read the segment anew, for which it removes what was written down within it. */
    @Test
    void staysInServiceWhenOpeningRemovesWhatWasWrittenDownOfProducers() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        partition(logs).appendValidated(Batches.sequenced(7, 0, 0, "a"), true).get();
        append(partition(logs), 1100);
        logs.writeCheckpoints();
        var transaction = Batches.builder("b");
        transaction.setProducerState(8, (short) 0, 0, true);
        partition(logs).write(transaction.build(), true);
        partition(logs).decide(8, (short) 0, false, true).done().get();
        var copy = crash(temp.resolve("data"), "crashed");
        try (var files = Files.list(copy.resolve("t-0"))) {
            for (var snapshot :
                    files.filter(file -> file.toString().endsWith(".snapshot")).toList()) {
                Files.setLastModifiedTime(snapshot, FileTime.fromMillis(0));
            }
        }

        var recovered = partition(open(copy, Map.of()));

        assertThat(recovered.online()).isTrue();
        assertThat(recovered
                        .appendValidated(Batches.sequenced(7, 0, 0, "a"), true)
                        .get()
                        .baseOffset())
                .isZero();
    }

    @Test
    void knowsTheProducersOfAnActiveSegmentThatItDoesNotRead() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        partition(logs).appendValidated(Batches.sequenced(7, 0, 0, "a"), true).get();
        append(partition(logs), 1100);
        logs.writeCheckpoints();
        var copy = crash(temp.resolve("data"), "crashed");

        var recovered = partition(open(copy, Map.of()));

        var repeated =
                recovered.appendValidated(Batches.sequenced(7, 0, 0, "a"), true).get();
        assertThat(repeated.baseOffset()).isZero();
    }
}
