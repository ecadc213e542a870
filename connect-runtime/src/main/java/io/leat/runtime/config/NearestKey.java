package io.leat.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelt key was meant to be, by Levenshtein's edit distance. */
public final class NearestKey {

    private NearestKey() {}

    /** The known key with the fewest edits, if that is at most a third of its length. */
    public static Optional<String> of(String key, Collection<String> known) {
        return known.stream()
                .map(candidate -> new Guess(candidate, distance(key, candidate)))
                .filter(guess -> guess.distance <= Math.max(2, guess.key.length() / 3))
                .min(Comparator.comparingInt(Guess::distance).thenComparing(Guess::key))
                .map(Guess::key);
    }

    private record Guess(String key, int distance) {}

    /** Edits between two words, row by row: {@code row[j]} counts those between a's first i and b's first j letters. */
    static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var above = row[j];
                var replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
