package io.leat.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkTest {

    /** Offsets 10 to 19: 12 filtered, 13 in four pieces, 15 skipped, 17 a dead letter. */
    private static Chunk mixed() {
        var chunk = new Chunk(10, 20, 10, null);
        chunk.failed(12, Fate.FILTERED);
        chunk.split(13, 4);
        chunk.failed(15, Fate.SKIPPED);
        chunk.failed(17, Fate.DEAD_LETTERED);
        chunk.put(0);
        return chunk;
    }

    @ParameterizedTest(name = "up to {0}: read {1}, split {2}, filtered {3}, dead {4}, skipped {5}, delivered {6}")
    @CsvSource({
        "10,  0, 0, 0, 0, 0, 0",
        "12,  2, 0, 0, 0, 0, 2",
        "13,  3, 0, 1, 0, 0, 2",
        "14,  4, 3, 1, 0, 0, 6",
        "16,  6, 3, 1, 0, 1, 7",
        "20, 10, 3, 1, 1, 1, 10",
    })
    void decidesExactlyWhatIsBeforeTheOffset(
            long offset, long read, long split, long filtered, long dead, long skipped, long delivered) {
        assertThat(mixed().upTo(offset)).isEqualTo(new Counts(read, 0, split, filtered, dead, skipped, delivered));
    }

    @Test
    void decidesTheSameInTwoStepsAsInOne() {
        for (var offset = 10L; offset <= 20; offset++) {
            var chunk = mixed();
            var first = chunk.upTo(offset);
            chunk.commit(offset);
            assertThat(first.plus(chunk.upTo(20))).as("by way of " + offset).isEqualTo(mixed().upTo(20));
        }
    }

    @Test
    void tellsGapsFromRecords() {
        var chunk = new Chunk(5, 20, 3, new long[] {8, 10, 19});
        assertThat(chunk.gapsUpTo(8)).isEqualTo(3);
        assertThat(chunk.gapsUpTo(9)).isEqualTo(3);
        assertThat(chunk.upTo(9).read()).isEqualTo(1);
        assertThat(chunk.gapsUpTo(20)).isEqualTo(12);
        chunk.commit(12);
        assertThat(chunk.upTo(20).read()).isEqualTo(1);
        assertThat(chunk.gapsUpTo(20)).isEqualTo(7);
    }

    @Test
    void countsAPieceThatCameBackOnceAndNoMoreThanThereAre() {
        var chunk = new Chunk(0, 1, 1, null);
        chunk.split(0, 2);
        assertThat(chunk.failed(0, Fate.DEAD_LETTERED)).isTrue();
        assertThat(chunk.failed(0, Fate.DEAD_LETTERED)).isTrue();
        assertThat(chunk.failed(0, Fate.DEAD_LETTERED)).isFalse();
        assertThat(chunk.expected()).isZero();
    }

    @Test
    void deliversNothingThatWasNotPut() {
        assertThat(new Chunk(0, 5, 5, null).upTo(5).imbalance()).isEqualTo(5);
    }
}
