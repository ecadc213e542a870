package io.leat.runtime.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How a source connector wants its topics made: {@code topic.creation.*} (KIP-158). The first group that includes a
 * topic and does not exclude it decides; the group {@code default} comes last and includes all.
 */
final class TopicRules {

    private static final String PREFIX = "topic.creation.";
    private static final String DEFAULT = "default";
    private static final List<String> NOT_SETTINGS = List.of("include", "exclude", "partitions", "replication.factor");

    private final List<Group> groups;

    private TopicRules(List<Group> groups) {
        this.groups = groups;
    }

    /**
     * @param partitions -1 for the log's default
     * @param config settings of the topic
     */
    record NewTopic(int partitions, Map<String, String> config) {}

    private record Group(Pattern include, Optional<Pattern> exclude, NewTopic topic) {

        private boolean covers(String name) {
            return include.matcher(name).matches()
                    && exclude.filter(pattern -> pattern.matcher(name).matches())
                            .isEmpty();
        }
    }

    /** @param enabled the worker's {@code topic.creation.enable} */
    static TopicRules of(Map<String, String> connector, boolean enabled) {
        var groups = new ArrayList<Group>();
        if (enabled) {
            list(connector.get(PREFIX + "groups")).forEach(name -> groups.add(group(name, connector)));
            groups.add(group(DEFAULT, connector));
        }
        return new TopicRules(groups);
    }

    private static Group group(String name, Map<String, String> connector) {
        var settings = new HashMap<String, String>();
        var prefix = PREFIX + name + ".";
        connector.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
        var include = pattern(prefix + "include", settings.get("include"));
        var exclude = pattern(prefix + "exclude", settings.get("exclude"));
        var partitions = partitions(prefix + "partitions", settings.get("partitions"));
        settings.keySet().removeAll(NOT_SETTINGS);
        return new Group(
                include.orElseGet(() -> Pattern.compile(name.equals(DEFAULT) ? ".*" : "")),
                exclude,
                new NewTopic(partitions, Map.copyOf(settings)));
    }

    private static Optional<Pattern> pattern(String key, @Nullable String value) {
        var parts = list(value);
        try {
            return parts.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(String.join("|", parts)));
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key, value, "must be a list of regular expressions: " + e.getMessage());
        }
    }

    private static int partitions(String key, @Nullable String value) {
        if (value == null) {
            return -1;
        }
        try {
            var count = Integer.parseInt(value.strip());
            if (count == -1 || count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(key, value, "must be a number of partitions, or -1 for the log's default");
        }
        throw new ConfigException(key, value, "must be at least 1, or -1 for the log's default");
    }

    private static List<String> list(@Nullable String value) {
        return value == null || value.isBlank()
                ? List.of()
                : Arrays.asList(value.strip().split("\\s*,\\s*"));
    }

    NewTopic topic(String name) {
        return groups.stream()
                .filter(group -> group.covers(name))
                .findFirst()
                .map(Group::topic)
                .orElse(new NewTopic(-1, Map.of()));
    }
}
