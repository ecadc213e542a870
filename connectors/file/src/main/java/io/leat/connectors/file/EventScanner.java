package io.leat.connectors.file;

import org.jspecify.annotations.Nullable;

/** Cuts bytes into events: lines, or groups of lines. It keeps no state; the same bytes give the same events. */
final class EventScanner {
    private final LineScanner lines;
    private final Grouping grouping;
    private final int maxBytes;
    private final LongLine longLine;

    /** @param maxBytes of an event, without its delimiter */
    EventScanner(LineScanner lines, Grouping grouping, int maxBytes, LongLine longLine) {
        this.lines = lines;
        this.grouping = grouping;
        this.maxBytes = maxBytes;
        this.longLine = longLine;
    }

    /** How many bytes must be in sight for {@link #next} to be sure of an answer. */
    int window() {
        return maxBytes + 2 * lines.delimiterLength();
    }

    /**
     * The event that begins at {@code from}; null where its end is not in sight.
     *
     * @param ending what is known of the bytes that would follow {@code to}
     */
    @Nullable
    Event next(byte[] bytes, int from, int to, Ending ending) {
        var lineEnd = lines.lineEnd(bytes, from, to);
        if (lineEnd < 0) {
            return unfinished(bytes, from, to, ending);
        }
        if (lineEnd - lines.delimiterLength() - from > maxBytes) {
            return tooLong(bytes, from, lineEnd);
        }
        return grouping.single() || !grouping.starts(bytes, from, lineEnd - lines.delimiterLength())
                ? whole(lineEnd, 1)
                : group(bytes, from, lineEnd, to, ending);
    }

    /** The rest of a line whose beginning was skipped. */
    Event skip(byte[] bytes, int from, int to, Ending ending) {
        var lineEnd = lines.lineEnd(bytes, from, to);
        if (lineEnd >= 0) {
            return new Event(lineEnd, lineEnd, 1, Event.Kind.SKIPPED);
        }
        if (ending == Ending.FINAL) {
            return new Event(to, to, 1, Event.Kind.SKIPPED);
        }
        // the first bytes of a long delimiter may be the last in sight
        var safe = Math.max(from, to - lines.delimiterLength() + 1);
        return new Event(safe, safe, 0, Event.Kind.SKIPPED_OPEN);
    }

    private @Nullable Event unfinished(byte[] bytes, int from, int to, Ending ending) {
        if (to - from >= maxBytes + lines.delimiterLength()) {
            return longLine == LongLine.SKIP ? skip(bytes, from, to, ending) : tooLong(bytes, from, to);
        }
        return ending == Ending.FINAL && to > from ? new Event(to, to, 1, Event.Kind.WHOLE) : null;
    }

    private Event tooLong(byte[] bytes, int from, int to) {
        return switch (longLine) {
            case SPLIT -> piece(bytes, from);
            case SKIP -> new Event(to, to, 1, Event.Kind.SKIPPED);
            case FAIL -> new Event(to, to, 1, Event.Kind.REFUSED);
        };
    }

    /** Never cuts through a character of UTF-8: its bytes after the first are 10xxxxxx. */
    private Event piece(byte[] bytes, int from) {
        var end = from + maxBytes;
        while (end > from + maxBytes - 4 && end > from + 1 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new Event(end, end, 0, Event.Kind.PIECE);
    }

    private @Nullable Event group(byte[] bytes, int from, int firstEnd, int to, Ending ending) {
        var end = firstEnd;
        var count = 1;
        while (true) {
            var lineEnd = lines.lineEnd(bytes, end, to);
            if (lineEnd < 0) {
                return openGroup(bytes, from, end, to, count, ending);
            }
            var step = grouping.next(bytes, end, lineEnd - lines.delimiterLength());
            if (step == Grouping.Step.END_BEFORE || lineEnd - from > maxBytes) {
                return whole(end, count);
            }
            end = lineEnd;
            count++;
            if (step == Grouping.Step.END_WITH) {
                return whole(end, count);
            }
        }
    }

    /** @param end behind the last finished line of the group; behind it may stand a part of another line */
    private @Nullable Event openGroup(byte[] bytes, int from, int end, int to, int count, Ending ending) {
        var fits = to - from <= maxBytes;
        if (ending == Ending.FINAL && fits && to > end && grouping.next(bytes, end, to) != Grouping.Step.END_BEFORE) {
            return new Event(to, to, count + 1, Event.Kind.WHOLE);
        }
        return ending != Ending.OPEN || !fits ? whole(end, count) : null;
    }

    private Event whole(int next, int count) {
        return new Event(next - lines.delimiterLength(), next, count, Event.Kind.WHOLE);
    }
}
