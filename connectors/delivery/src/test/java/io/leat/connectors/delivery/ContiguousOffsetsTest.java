package io.leat.connectors.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ContiguousOffsetsTest {

    private static final TopicPartition P0 = new TopicPartition("logs", 0);
    private static final TopicPartition P1 = new TopicPartition("logs", 1);

    private final ContiguousOffsets offsets = new ContiguousOffsets();

    private long committable(long current) {
        return offsets.committable(Map.of(P0, new OffsetAndMetadata(current)))
                .get(P0)
                .offset();
    }

    @Test
    void holdsTheOffsetAtTheFirstRecordThatIsOpen() {
        var first = offsets.track(P0, 10);
        var second = offsets.track(P0, 11);
        var third = offsets.track(P0, 12);

        second.complete();
        third.complete();
        assertThat(committable(13)).isEqualTo(10);

        first.complete();
        assertThat(committable(13)).isEqualTo(13);
    }

    @Test
    void movesPastRecordsThatTransformsDropped() {
        offsets.track(P0, 10).complete();

        assertThat(committable(25)).isEqualTo(25);
    }

    @Test
    void countsGapsInTheOffsetsAsDone() {
        offsets.track(P0, 10).complete();
        var afterGap = offsets.track(P0, 500);

        assertThat(committable(501)).isEqualTo(500);
        afterGap.complete();
        assertThat(committable(501)).isEqualTo(501);
    }

    @Test
    void neverVouchesForMoreThanTheWorkerHasRead() {
        offsets.track(P0, 10);

        assertThat(committable(10)).isEqualTo(10);
    }

    @Test
    void keepsPartitionsApart() {
        offsets.track(P0, 10);
        offsets.track(P1, 10).complete();

        var answer = offsets.committable(Map.of(P0, new OffsetAndMetadata(11), P1, new OffsetAndMetadata(11)));

        assertThat(answer).containsEntry(P0, new OffsetAndMetadata(10)).containsEntry(P1, new OffsetAndMetadata(11));
    }

    @Test
    void waitsForEveryPieceOfASplitRecord() {
        var one = offsets.track(P0, 10);
        var other = offsets.track(P0, 10);

        one.complete();
        assertThat(committable(11)).isEqualTo(10);
        other.complete();
        assertThat(committable(11)).isEqualTo(11);
    }

    @Test
    void trustsOnlyTheRedeliveryAfterARewind() {
        offsets.track(P0, 10).complete();
        var old = offsets.track(P0, 11);
        offsets.track(P0, 12);

        var again = offsets.track(P0, 10);
        old.complete();

        assertThat(committable(11)).isEqualTo(10);
        again.complete();
        assertThat(committable(11)).isEqualTo(11);
    }

    @Test
    void goesByTheOriginalCoordinatesOfARecord() {
        var renamed = Records.at("logs", 0, 7).newRecord("other", 5, null, "k", null, "v", 0L);

        var ticket = offsets.track(renamed);

        assertThat(ticket).hasToString("logs-0@7");
        assertThat(committable(8)).isEqualTo(7);
    }

    @Test
    void forgetsAPartitionThatWasTakenAway() {
        offsets.track(P0, 10);
        offsets.forget(List.of(P0));

        assertThat(offsets.heldBack(P0)).isZero();
        assertThat(committable(3)).isEqualTo(3);
    }

    @Test
    void holdsNothingOfCompletedRecordsWhileMoreAreTracked() {
        for (var offset = 0L; offset < 100_000; offset++) {
            offsets.track(P0, offset).complete();
        }

        assertThat(offsets.heldBack(P0)).isZero();
    }

    /** Against a model, the set of open offsets: gaps, pieces, rewinds and completions in any order. */
    @RepeatedTest(50)
    void alwaysAnswersTheLowestOpenOffset(RepetitionInfo round) {
        var random = new Random(round.getCurrentRepetition());
        var open = new HashMap<Long, List<Ticket>>();
        var last = -1L;
        var next = 0L;
        for (var step = 0; step < 2_000; step++) {
            if (random.nextInt(100) == 0 && last > 1) {
                var rewound = (long) (last * random.nextDouble()) / 4 * 4 - 2;
                next = Math.max(0, rewound);
                open.keySet().removeIf(offset -> offset >= rewound);
            }
            if (random.nextBoolean()) {
                last = existing(next);
                trackPieces(last, open);
                next = last + 1;
            } else {
                completeOne(open, random);
            }
            var expected = open.isEmpty() ? next : new TreeSet<>(open.keySet()).first();
            assertThat(committable(next)).as("step %d", step).isEqualTo(expected);
        }
    }

    /** Every fourth offset was compacted away. */
    private static long existing(long offset) {
        return offset % 4 == 0 ? offset + 1 : offset;
    }

    private void trackPieces(long offset, Map<Long, List<Ticket>> open) {
        var pieces = offset % 10 == 7 ? 3 : 1;
        for (var piece = 0; piece < pieces; piece++) {
            open.computeIfAbsent(offset, created -> new ArrayList<>()).add(offsets.track(P0, offset));
        }
    }

    private static void completeOne(Map<Long, List<Ticket>> open, Random random) {
        if (open.isEmpty()) {
            return;
        }
        var offset = new ArrayList<>(open.keySet()).get(random.nextInt(open.size()));
        var tickets = open.get(offset);
        tickets.remove(0).complete();
        if (tickets.isEmpty()) {
            open.remove(offset);
        }
    }

    @Test
    void isNeverAheadOfCompletionsFromOtherThreads() throws Exception {
        var completed = new AtomicLongArray(50_000);
        var pool = Executors.newFixedThreadPool(4);
        for (var offset = 0; offset < completed.length(); offset++) {
            var ticket = offsets.track(P0, offset);
            var index = offset;
            pool.execute(() -> {
                completed.set(index, 1);
                ticket.complete();
            });
            if (offset % 100 == 0) {
                var vouched = committable(offset + 1);
                for (var below = Math.max(0, vouched - 200); below < vouched; below++) {
                    assertThat(completed.get((int) below)).isEqualTo(1);
                }
            }
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(committable(completed.length())).isEqualTo(completed.length());
    }
}
