package io.leat.runtime.plugin;

import io.leat.runtime.RequestException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of a plugin will do, in the notation of Maven: {@code 1.2.3} that one alone, {@code [1.0,2.0)} from
 * 1.0 up to but not 2.0, {@code [1.0,)} from 1.0 on, {@code [1.0,2.0),[2.1,)} the one or the other, {@code latest} or
 * nothing at all for any, of which the highest is taken. Sources: KIP-891 and Maven's version order specification.
 */
public final class VersionRange {

    public static final VersionRange LATEST = new VersionRange("latest", List.of());

    /** Versions from the lowest to the highest. */
    public static final Comparator<String> ORDER = new VersionOrder();

    private final String text;
    private final List<Interval> intervals;

    private VersionRange(String text, List<Interval> intervals) {
        this.text = text;
        this.intervals = intervals;
    }

    /**
     * Anything that does not begin with a bracket is taken as one exact version, as Kafka Connect does.
     *
     * @throws RequestException.Invalid for brackets that make no range
     */
    public static VersionRange parse(String text) {
        var range = text.trim();
        if (range.isEmpty() || range.equalsIgnoreCase("latest")) {
            return LATEST;
        }
        if (!range.startsWith("[") && !range.startsWith("(")) {
            return new VersionRange("[" + range + "," + range + "]", List.of(Interval.exactly(range)));
        }
        var intervals = new ArrayList<Interval>();
        for (var rest = range; !rest.isEmpty(); ) {
            var end = closing(rest, range);
            intervals.add(Interval.parse(rest.substring(0, end + 1), range));
            rest = afterComma(rest.substring(end + 1).trim(), range);
        }
        return new VersionRange(range, List.copyOf(intervals));
    }

    private static int closing(String rest, String range) {
        for (var i = 1; i < rest.length(); i++) {
            if (rest.charAt(i) == ']' || rest.charAt(i) == ')') {
                return i;
            }
        }
        throw malformed(range);
    }

    private static String afterComma(String rest, String range) {
        if (rest.isEmpty()) {
            return rest;
        }
        var next = rest.startsWith(",") ? rest.substring(1).trim() : "";
        if (!next.startsWith("[") && !next.startsWith("(")) {
            throw malformed(range);
        }
        return next;
    }

    private static RequestException malformed(String range) {
        return new RequestException.Invalid(
                "Not a version or a range of versions: " + range
                        + "; write 1.2.3 for one version, [1.0,2.0) for those from 1.0 to below 2.0, or [1.0,) for 1.0 and above");
    }

    public boolean contains(String version) {
        return intervals.isEmpty() || intervals.stream().anyMatch(interval -> interval.contains(version));
    }

    @Override
    public String toString() {
        return text;
    }

    private record Interval(Optional<String> low, boolean lowIncluded, Optional<String> high, boolean highIncluded) {

        static Interval exactly(String version) {
            return new Interval(Optional.of(version), true, Optional.of(version), true);
        }

        static Interval parse(String text, String range) {
            var inside = text.substring(1, text.length() - 1);
            var lowIncluded = text.startsWith("[");
            var highIncluded = text.endsWith("]");
            var comma = inside.indexOf(',');
            if (comma < 0) {
                if (!lowIncluded || !highIncluded || inside.isBlank()) {
                    throw malformed(range);
                }
                return exactly(inside.trim());
            }
            var low = bound(inside.substring(0, comma));
            var high = bound(inside.substring(comma + 1));
            if (low.isPresent() && high.isPresent() && ORDER.compare(low.get(), high.get()) > 0) {
                throw malformed(range);
            }
            return new Interval(low, lowIncluded, high, highIncluded);
        }

        private static Optional<String> bound(String text) {
            return Optional.of(text.trim()).filter(t -> !t.isEmpty());
        }

        boolean contains(String version) {
            return low.map(bound -> isAbove(version, bound)).orElse(true)
                    && high.map(bound -> isBelow(version, bound)).orElse(true);
        }

        private boolean isAbove(String version, String bound) {
            var order = ORDER.compare(version, bound);
            return lowIncluded ? order >= 0 : order > 0;
        }

        private boolean isBelow(String version, String bound) {
            var order = ORDER.compare(version, bound);
            return highIncluded ? order <= 0 : order < 0;
        }
    }
}
