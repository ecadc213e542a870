package io.leat.connect.api.settings;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells a mistyped key from one that belongs to the worker or to nobody. */
final class KnownKeys {

    /** Settings that Kafka Connect itself reads from a connector's configuration. */
    private static final Set<String> FRAMEWORK = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            "tasks.max",
            "tasks.max.enforce",
            "task.class",
            "topics",
            "topics.regex",
            "config.action.reload",
            "key.converter",
            "value.converter",
            "header.converter",
            "transforms",
            "predicates",
            "exactly.once.support",
            "transaction.boundary",
            "transaction.boundary.interval.ms",
            "offsets.storage.topic");

    private static final List<String> FRAMEWORK_PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "errors.",
            "topic.creation.",
            "producer.override.",
            "consumer.override.",
            "admin.override.",
            "task.share.");

    private final Set<String> own;
    private final List<String> ownPrefixes;

    KnownKeys(Collection<String> own, Collection<String> ownPrefixes) {
        this.own = Set.copyOf(own);
        this.ownPrefixes = List.copyOf(ownPrefixes);
    }

    /** True for a key that the worker reads; a connector that declared it would get the worker's value. */
    static boolean isFrameworks(String key) {
        return FRAMEWORK.contains(key);
    }

    boolean knows(String key) {
        return own.contains(key)
                || FRAMEWORK.contains(key)
                || startsWithAny(key, ownPrefixes)
                || startsWithAny(key, FRAMEWORK_PREFIXES);
    }

    /** The known key that was most likely meant, if one is close enough. */
    Optional<String> nearest(String key) {
        var plain = plain(key);
        var allowed = Math.max(1, Math.min(3, plain.length() / 4));
        String best = null;
        var bestDistance = allowed + 1;
        for (var candidate : own.stream().sorted().toList()) {
            var distance = EditDistance.between(plain, plain(candidate), allowed);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Case and separators are what people get wrong first: {@code max_retries}, {@code maxRetries}. */
    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static boolean startsWithAny(String key, List<String> prefixes) {
        return prefixes.stream().anyMatch(prefix -> key.startsWith(prefix) && key.length() > prefix.length());
    }
}
