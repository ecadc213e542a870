package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventScannerTest {
    private static final Pattern ANY = Pattern.compile("");
    private static final Pattern INDENTED = Pattern.compile("^\\s");

    @Test
    void cutsAtEachDelimiter() {
        assertThat(events(scanner(100, LongLine.SPLIT), "a\n\nbc\nrest", Ending.OPEN))
                .containsExactly("a", "", "bc");
    }

    @Test
    void takesTheRestWhereNothingWillFollow() {
        assertThat(events(scanner(100, LongLine.SPLIT), "a\nrest", Ending.FINAL))
                .containsExactly("a", "rest");
    }

    @Test
    void knowsDelimitersOfSeveralBytes() {
        var scanner = new EventScanner(
                new LineScanner("\r\n".getBytes(StandardCharsets.US_ASCII)),
                grouping(Grouping.Mode.NONE, ANY),
                100,
                LongLine.SPLIT);

        assertThat(events(scanner, "a\nb\r\nc\r", Ending.OPEN)).containsExactly("a\nb");
    }

    @Test
    void splitsALongLineWithoutLosingAByte() {
        var line = "0123456789".repeat(25);

        assertThat(events(scanner(100, LongLine.SPLIT), line + "\nnext\n", Ending.OPEN))
                .containsExactly(line.substring(0, 100), line.substring(100, 200), line.substring(200), "next");
    }

    @Test
    void splitsBetweenCharacters() {
        var pieces = events(scanner(100, LongLine.SPLIT), "€".repeat(60) + "\n", Ending.OPEN);

        assertThat(pieces).hasSize(2).allMatch(piece -> piece.matches("€+"));
        assertThat(String.join("", pieces)).isEqualTo("€".repeat(60));
    }

    @Test
    void leavesOutALongLineWhoseEndIsNotInSight() {
        var scanner = scanner(64, LongLine.SKIP);
        var bytes = "x".repeat(200).getBytes(StandardCharsets.UTF_8);

        var begun = scanner.next(bytes, 0, bytes.length, Ending.OPEN);
        assertThat(begun).isEqualTo(new Event(200, 200, 0, Event.Kind.SKIPPED_OPEN));

        var rest = "yyy\nnext\n".getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.skip(rest, 0, rest.length, Ending.OPEN)).isEqualTo(new Event(4, 4, 1, Event.Kind.SKIPPED));
    }

    @Test
    void refusesALongLineWhereItIsToFail() {
        var bytes = ("x".repeat(200) + "\n").getBytes(StandardCharsets.UTF_8);

        assertThat(scanner(64, LongLine.FAIL).next(bytes, 0, bytes.length, Ending.OPEN))
                .extracting(Event::kind)
                .isEqualTo(Event.Kind.REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void groupsLinesInEachMode(Grouping.Mode mode) {
        var expected = switch (mode) {
            case CONTINUE_THROUGH -> List.of("a\n 1\n 2", "b", "c", "d");
            case CONTINUE_PAST -> List.of("a\n 1\n 2\nb", "c\nd");
            case HALT_BEFORE -> List.of("a", " 1", " 2\nb\nc\nd");
            case HALT_WITH -> List.of("a\n 1", " 2\nb\nc\nd");
            case NONE -> List.of("a", " 1", " 2", "b", "c", "d");
        };
        var scanner =
                new EventScanner(new LineScanner(new byte[] {'\n'}), grouping(mode, INDENTED), 1000, LongLine.SPLIT);

        assertThat(events(scanner, "a\n 1\n 2\nb\nc\nd\n", Ending.QUIET)).isEqualTo(expected);
    }

    @Test
    void waitsForTheLineThatEndsAGroup() {
        var scanner = grouped();

        assertThat(events(scanner, "a\n 1\n", Ending.OPEN)).isEmpty();
        assertThat(events(scanner, "a\n 1\nb\n", Ending.OPEN)).containsExactly("a\n 1");
    }

    @Test
    void takesAGroupAsItIsWhenItIsQuietButNotAnUnfinishedLine() {
        assertThat(events(grouped(), "a\n 1\n 2", Ending.QUIET)).containsExactly("a\n 1");
        assertThat(events(grouped(), "a\n 1\n 2", Ending.FINAL)).containsExactly("a\n 1\n 2");
    }

    @Test
    void endsAGroupThatGrowsTooLarge() {
        var scanner = new EventScanner(
                new LineScanner(new byte[] {'\n'}),
                grouping(Grouping.Mode.CONTINUE_THROUGH, INDENTED),
                64,
                LongLine.SPLIT);

        assertThat(events(scanner, "a\n" + (" " + "x".repeat(20) + "\n").repeat(6), Ending.QUIET))
                .allMatch(event -> event.length() <= 64)
                .hasSizeGreaterThan(1);
    }

    private static EventScanner grouped() {
        return new EventScanner(
                new LineScanner(new byte[] {'\n'}),
                grouping(Grouping.Mode.CONTINUE_THROUGH, INDENTED),
                1000,
                LongLine.SPLIT);
    }

    private static EventScanner scanner(int max, LongLine longLine) {
        return new EventScanner(new LineScanner(new byte[] {'\n'}), grouping(Grouping.Mode.NONE, ANY), max, longLine);
    }

    private static Grouping grouping(Grouping.Mode mode, Pattern condition) {
        return new Grouping(mode, ANY, condition, StandardCharsets.UTF_8);
    }

    static List<String> events(EventScanner scanner, String text, Ending ending) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var events = new ArrayList<String>();
        var at = 0;
        for (var event = scanner.next(bytes, at, bytes.length, ending);
                event != null && event.next() > at;
                event = scanner.next(bytes, at, bytes.length, ending)) {
            events.add(new String(bytes, at, event.end() - at, StandardCharsets.UTF_8));
            at = event.next();
        }
        return events;
    }
}
