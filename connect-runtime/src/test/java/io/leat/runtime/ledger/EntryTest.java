package io.leat.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTest {

    private static final Counts ONE = new Counts(1, 0, 0, 0, 0, 0, 1);

    @ParameterizedTest(name = "{0} belongs to the window from {1}")
    @CsvSource({"0, 0", "59999, 0", "60000, 60000", "-1, -60000"})
    void knowsTheWindowOfAMoment(long now, long start) {
        assertThat(Entry.startOf(now, 60_000)).isEqualTo(start);
    }

    @Test
    void keepsTheFirstAndTheLastPositionOfEachPartition() {
        var entry = Entry.empty(0, 60_000)
                .plus(ONE, List.of(span("a", 1), span("b", 5)))
                .plus(ONE, List.of(span("a", 2)));
        assertThat(entry.counts().read()).isEqualTo(2);
        assertThat(entry.spans()).containsExactly(new Span("a", "1", "2", 0, 0), new Span("b", "5", "5", 0, 0));
    }

    @Test
    void isBoundedHoweverManyPartitionsMove() {
        var spans = IntStream.range(0, 100).mapToObj(i -> span("p" + i, i)).toList();
        var entry = Entry.empty(0, 60_000).plus(ONE, spans);
        assertThat(entry.spans()).hasSize(Entry.MOST_SPANS);
        assertThat(entry.others()).isEqualTo(100 - Entry.MOST_SPANS);
    }

    @Test
    void putsWindowsTogetherToLongerOnes() {
        var minutes = IntStream.range(0, 10)
                .mapToObj(i -> Entry.empty(i * 60_000L, 60_000).plus(ONE, List.of(span("a", i))));
        assertThat(Entry.together(minutes, 300_000))
                .extracting(
                        Entry::start,
                        e -> e.counts().read(),
                        e -> e.spans().get(0).last())
                .containsExactly(tuple(0L, 5L, "4"), tuple(300_000L, 5L, "9"));
    }

    @Test
    void opensNoOlderWindowWhenTheClockGoesBack() {
        var state = SourceState.begin(600_000, 60_000).plus(ONE, List.of(), 601_000, 60_000);
        assertThat(state.plus(ONE, List.of(), 100, 60_000).window().counts().read())
                .isEqualTo(2);
        var later = state.plus(ONE, List.of(), 660_000, 60_000);
        assertThat(Stream.of(
                        later.window().start(),
                        later.window().counts().read(),
                        later.total().read()))
                .containsExactly(660_000L, 1L, 2L);
    }

    private static Span span(String partition, long position) {
        return new Span(partition, Long.toString(position), Long.toString(position), 0, 0);
    }
}
