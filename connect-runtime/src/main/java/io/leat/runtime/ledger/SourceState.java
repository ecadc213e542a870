package io.leat.runtime.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the ledger of a source task stands: what it appends with the records.
 *
 * @param since when counting began, milliseconds since the epoch
 * @param total of all windows
 * @param window the latest
 */
record SourceState(long since, Counts total, Entry window) {

    static SourceState begin(long now, long windowSize) {
        return new SourceState(now, Counts.NONE, Entry.empty(Entry.startOf(now, windowSize), windowSize));
    }

    /** After one more append. A clock that goes back does not open an older window again. */
    SourceState plus(Counts counts, List<Position> positions, long now, long windowSize) {
        var start = Entry.startOf(now, windowSize);
        var open = start >= window.end() ? Entry.empty(start, windowSize) : window;
        return new SourceState(since, total.plus(counts), open.plus(counts, spans(positions)));
    }

    private static List<Span> spans(List<Position> positions) {
        var spans = new ArrayList<Span>(positions.size());
        for (var position : positions) {
            spans.add(new Span(position.partition(), position.offset(), position.offset(), 0, 0));
        }
        return spans;
    }
}
