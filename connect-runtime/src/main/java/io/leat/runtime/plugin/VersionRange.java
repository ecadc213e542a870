package io.leat.runtime.plugin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which versions of a plugin will do, in the notation of Maven: {@code 1.2.3} that one alone, {@code [1.0,2.0)} from
 * 1.0 up to but not 2.0, {@code [1.0,)} from 1.0 on, {@code latest} or nothing at all for any, of which the highest is
 * taken. Source: KIP-891 and Maven's version order requirement specification, without unions of ranges.
 */
public final class VersionRange {

    public static final VersionRange LATEST =
            new VersionRange("latest", Optional.empty(), true, Optional.empty(), true);

    /** Versions from the lowest to the highest: numbers by value, words before numbers, {@code -SNAPSHOT} before none. */
    public static final Comparator<String> ORDER = VersionRange::compare;

    private static final Pattern TOKENS = Pattern.compile("[.\\-_+]|(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

    private static final int WORD = 0;
    private static final int NOTHING = 1;
    private static final int NUMBER = 2;

    private final String text;
    private final Optional<String> low;
    private final boolean lowIncluded;
    private final Optional<String> high;
    private final boolean highIncluded;

    private VersionRange(
            String text, Optional<String> low, boolean lowIncluded, Optional<String> high, boolean highIncluded) {
        this.text = text;
        this.low = low;
        this.lowIncluded = lowIncluded;
        this.high = high;
        this.highIncluded = highIncluded;
    }

    /** Anything that is not a well-formed interval is taken as one exact version, as Kafka Connect does. */
    public static VersionRange parse(String text) {
        var range = text.trim();
        if (range.isEmpty() || range.equalsIgnoreCase("latest")) {
            return LATEST;
        }
        var comma = range.indexOf(',');
        if (comma < 0 || !isInterval(range)) {
            var exact = range.replaceAll("^\\[(.*)]$", "$1");
            return new VersionRange(
                    "[" + exact + "," + exact + "]", Optional.of(exact), true, Optional.of(exact), true);
        }
        return new VersionRange(
                range,
                bound(range.substring(1, comma)),
                range.startsWith("["),
                bound(range.substring(comma + 1, range.length() - 1)),
                range.endsWith("]"));
    }

    public boolean contains(String version) {
        return low.map(l -> above(version, l)).orElse(true)
                && high.map(h -> below(version, h)).orElse(true);
    }

    @Override
    public String toString() {
        return text;
    }

    private boolean above(String version, String bound) {
        var order = compare(version, bound);
        return lowIncluded ? order >= 0 : order > 0;
    }

    private boolean below(String version, String bound) {
        var order = compare(version, bound);
        return highIncluded ? order <= 0 : order < 0;
    }

    private static boolean isInterval(String range) {
        return (range.startsWith("[") || range.startsWith("(")) && (range.endsWith("]") || range.endsWith(")"));
    }

    private static Optional<String> bound(String text) {
        return Optional.of(text.trim()).filter(t -> !t.isEmpty());
    }

    private static int compare(String left, String right) {
        var a = tokens(left);
        var b = tokens(right);
        for (var i = 0; i < Math.max(a.size(), b.size()); i++) {
            var order = compareTokens(i < a.size() ? a.get(i) : "", i < b.size() ? b.get(i) : "");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<String> tokens(String version) {
        var tokens = new ArrayList<String>();
        for (var token : TOKENS.split(version.toLowerCase(Locale.ROOT))) {
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static int compareTokens(String a, String b) {
        var order = Integer.compare(rank(a), rank(b));
        if (order != 0 || rank(a) == NOTHING) {
            return order;
        }
        return rank(a) == NUMBER ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }

    /** A missing number counts as 0, so 1.0 equals 1; a word (alpha, snapshot) makes a version lower than without it. */
    private static int rank(String token) {
        if (token.isEmpty() || token.chars().allMatch(c -> c == '0')) {
            return NOTHING;
        }
        return Character.isDigit(token.charAt(0)) ? NUMBER : WORD;
    }
}
