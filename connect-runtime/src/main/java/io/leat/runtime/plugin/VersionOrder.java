package io.leat.runtime.plugin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Versions from the lowest to the highest, as Maven orders them: numbers by value; {@code alpha}, {@code beta}, {@code
 * milestone}, {@code rc} and {@code snapshot} below the release; {@code final}, {@code ga} and {@code release} the same as
 * nothing at all; any other word above it. Source: Maven's version order specification.
 */
final class VersionOrder implements Comparator<String> {

    private static final Pattern TOKENS = Pattern.compile("[.\\-_+]|(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("alpha", -5),
            Map.entry("a", -5),
            Map.entry("beta", -4),
            Map.entry("b", -4),
            Map.entry("milestone", -3),
            Map.entry("m", -3),
            Map.entry("rc", -2),
            Map.entry("cr", -2),
            Map.entry("snapshot", -1),
            Map.entry("final", 0),
            Map.entry("ga", 0),
            Map.entry("release", 0),
            Map.entry("sp", 1));
    private static final int RELEASE = 0;
    private static final int OTHER_WORD = 2;
    private static final int NUMBER = 3;

    @Override
    public int compare(String left, String right) {
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
                if (!isNumber(token)) {
                    dropTrailingZeros(tokens); // 1.0-rc1 is 1-rc1
                }
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static void dropTrailingZeros(List<String> tokens) {
        while (!tokens.isEmpty() && rank(tokens.get(tokens.size() - 1)) == RELEASE) {
            tokens.remove(tokens.size() - 1);
        }
    }

    private static int compareTokens(String a, String b) {
        var rank = rank(a);
        if (rank != rank(b)) {
            return Integer.compare(rank, rank(b));
        }
        return switch (rank) {
            case NUMBER -> new BigInteger(a).compareTo(new BigInteger(b));
            case OTHER_WORD -> a.compareTo(b);
            default -> 0;
        };
    }

    /** A missing number counts as 0, so 1.0 equals 1. */
    private static int rank(String token) {
        if (token.isEmpty() || token.chars().allMatch(c -> c == '0')) {
            return RELEASE;
        }
        return isNumber(token) ? NUMBER : WORDS.getOrDefault(token, OTHER_WORD);
    }

    private static boolean isNumber(String token) {
        return token.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
