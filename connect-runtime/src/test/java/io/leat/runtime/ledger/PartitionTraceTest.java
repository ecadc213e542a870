package io.leat.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionTraceTest {

    private final PartitionTrace trace = new PartitionTrace(PartitionState.begin(0, 100));

    @Test
    void decidesNothingBeforeTheCommit() {
        trace.add(110, 10, null);
        trace.put(10);
        assertThat(trace.propose(105).counts().delivered()).isEqualTo(5);
        assertThat(trace.committed().counts()).isEqualTo(Counts.NONE);
        assertThat(trace.read()).isEqualTo(10);
        assertThat(trace.commit(105)).isTrue();
        assertThat(trace.committed().counts().delivered()).isEqualTo(5);
        assertThat(trace.read()).isEqualTo(5);
    }

    @Test
    void takesOneCommitForAllThatFailedBefore() {
        trace.add(110, 10, null);
        trace.put(10);
        trace.propose(105);
        trace.propose(110);
        assertThat(trace.commit(105)).isFalse();
        assertThat(trace.commit(110)).isTrue();
        assertThat(trace.committed().counts().delivered()).isEqualTo(10);
    }

    @Test
    void forgetsWhatIsReadAgain() {
        trace.add(110, 10, null);
        trace.put(10);
        trace.moveTo(100);
        trace.add(110, 10, null);
        trace.put(10);
        trace.propose(110);
        trace.commit(110);
        assertThat(trace.committed().counts().read()).isEqualTo(10);
        assertThat(trace.committed().unexplained()).isZero();
    }

    @Test
    void tellsWhereThePositionWasSetFromOutside() {
        trace.moveTo(150);
        trace.add(160, 10, null);
        trace.put(10);
        trace.propose(160);
        trace.commit(160);
        trace.moveTo(120);
        assertThat(trace.committed().moved()).isEqualTo(50 - 40);
        assertThat(trace.committed().unexplained()).isZero();
    }

    @Test
    void correctsWhatTheConnectorReportsAfterItsCommit() {
        trace.add(110, 10, null);
        trace.put(10);
        trace.propose(110);
        trace.commit(110);
        trace.failed(103, Fate.DEAD_LETTERED);
        trace.propose(110);
        trace.commit(110);
        assertThat(trace.committed().counts()).isEqualTo(new Counts(10, 0, 0, 0, 1, 0, 9));
    }

    @Test
    void missesARecordThatWasNeitherPutNorLeftOut() {
        trace.add(110, 10, null);
        trace.failed(104, Fate.FILTERED);
        trace.put(8);
        assertThat(trace.missing()).isEqualTo(1);
        assertThat(trace.propose(110).counts().imbalance()).isEqualTo(1);
    }

    /** Reads, fates and commits at random, against a sum kept record by record. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithACountRecordByRecord(long seed) {
        var model = new Model(new Random(seed));
        for (var round = 0; round < 200; round++) {
            model.step(trace);
            assertThat(trace.committed().counts())
                    .as("seed " + seed + ", round " + round)
                    .isEqualTo(model.decided());
            assertThat(trace.committed().unexplained()).isZero();
        }
        assertThat(model.decided().read()).isPositive();
    }

    private static final class Model {

        private final Random random;
        private final TreeMap<Long, Counts> uncommitted = new TreeMap<>();
        private Counts decided = Counts.NONE;
        private long position = 100;
        private long committed = 100;

        Model(Random random) {
            this.random = random;
        }

        void step(PartitionTrace trace) {
            switch (random.nextInt(6)) {
                case 0 -> commit(trace);
                case 1 -> readAgain(trace);
                default -> read(trace);
            }
        }

        private void read(PartitionTrace trace) {
            var offsets = new long[1 + random.nextInt(20)];
            var gaps = random.nextInt(3) == 0;
            for (var i = 0; i < offsets.length; i++) {
                position += gaps ? random.nextInt(3) : 0;
                offsets[i] = position++;
            }
            var gapless = position - offsets[0] == offsets.length;
            trace.add(position, offsets.length, gapless ? null : offsets);
            var put = 0L;
            for (var offset : offsets) {
                var counts = fate(trace, offset);
                uncommitted.put(offset, counts);
                put += counts.delivered();
            }
            trace.put(put);
            report(trace, offsets[random.nextInt(offsets.length)]);
        }

        private Counts fate(PartitionTrace trace, long offset) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    trace.failed(offset, Fate.FILTERED);
                    return new Counts(1, 0, 0, 1, 0, 0, 0);
                }
                case 1 -> {
                    trace.failed(offset, Fate.SKIPPED);
                    return new Counts(1, 0, 0, 0, 0, 1, 0);
                }
                case 2 -> {
                    trace.split(offset, 3);
                    return new Counts(1, 0, 2, 0, 0, 0, 3);
                }
                default -> {
                    return new Counts(1, 0, 0, 0, 0, 0, 1);
                }
            }
        }

        private void report(PartitionTrace trace, long offset) {
            var counts = uncommitted.get(offset);
            if (counts.delivered() > 0) {
                trace.failed(offset, Fate.DEAD_LETTERED);
                uncommitted.put(offset, counts.with(Fate.DEAD_LETTERED, 1).minus(new Counts(0, 0, 0, 0, 0, 0, 1)));
            }
        }

        private void commit(PartitionTrace trace) {
            if (position > committed) {
                var to = committed + 1 + random.nextInt((int) (position - committed));
                trace.propose(to);
                trace.commit(to);
                var done = uncommitted.headMap(to);
                done.values().forEach(counts -> decided = decided.plus(counts));
                done.clear();
                committed = to;
            }
        }

        private void readAgain(PartitionTrace trace) {
            trace.moveTo(committed);
            uncommitted.clear();
            position = committed;
        }

        Counts decided() {
            return decided;
        }
    }
}
