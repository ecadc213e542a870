package io.leat.runtime.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Keys of a connector's configuration that neither the worker nor the plugins define. They may be misspelt, or be read by
 * a plugin that does not tell all it reads, so what they come to is the user's choice ({@code config.unknown.keys}).
 */
final class UnknownKeys {

    static final String POLICY = "config.unknown.keys";

    /** What unknown keys come to. */
    enum Policy {
        IGNORE,
        WARN,
        REJECT;

        static Policy of(Map<String, String> config) {
            return switch (config.getOrDefault(POLICY, "").toLowerCase(Locale.ROOT)) {
                case "ignore" -> IGNORE;
                case "reject" -> REJECT;
                default -> WARN;
            };
        }
    }

    private UnknownKeys() {}

    /**
     * @param open prefixes of keys that cannot be judged, for lack of a definition
     * @return by key, with the nearest known key where one comes to mind
     */
    static List<Problem> find(Collection<String> given, Set<String> known, List<String> open) {
        var problems = new ArrayList<Problem>();
        given.stream()
                .sorted()
                .filter(key -> !known.contains(key))
                .filter(key -> open.stream().noneMatch(key::startsWith))
                .forEach(key -> problems.add(new Problem(key, message(key, given, known))));
        return problems;
    }

    private static String message(String key, Collection<String> given, Set<String> known) {
        var free =
                known.stream().filter(candidate -> !given.contains(candidate)).toList();
        var guess = NearestKey.of(key, free).map(near -> "; did you mean " + near + "?");
        return "Unknown key " + key + guess.orElse(", which no part of the connector says to read");
    }
}
