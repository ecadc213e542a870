package io.leat.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What only sinks have: the topics they read, and how the dead-letter topic goes with them. */
final class SinkDefinition {

    private SinkDefinition() {}

    static void addTo(ConfigDef def) {
        def.define(
                ConnectorKeys.TOPICS,
                Type.LIST,
                "",
                Checks.unique("topics"),
                HIGH,
                "Topics to read, separated by commas.",
                CommonDefinition.COMMON,
                4,
                Width.LONG,
                "Topics");
        def.define(
                ConnectorKeys.TOPICS_REGEX,
                Type.STRING,
                "",
                Checks.regex(),
                HIGH,
                "Pattern that the whole name of each topic to read matches, in place of topics.",
                CommonDefinition.COMMON,
                4,
                Width.LONG,
                "Topics regex");
    }

    /** The rules that concern more than one key. */
    static List<Problem> problems(Map<String, String> config) {
        var topics = config.getOrDefault(ConnectorKeys.TOPICS, "").trim();
        var regex = config.getOrDefault(ConnectorKeys.TOPICS_REGEX, "").trim();
        if (!topics.isEmpty() && !regex.isEmpty()) {
            return onBoth("topics and topics.regex are mutually exclusive options, but both are set.");
        }
        if (topics.isEmpty() && regex.isEmpty()) {
            return onBoth("Must configure one of topics or topics.regex");
        }
        var dlq = config.getOrDefault(ConnectorKeys.DLQ_TOPIC, "").trim();
        return dlq.isEmpty()
                ? List.of()
                : deadLetterProblem(dlq, topics, regex).stream().toList();
    }

    private static Optional<Problem> deadLetterProblem(String dlq, String topics, String regex) {
        if (List.of(topics.split("\\s*,\\s*", -1)).contains(dlq)) {
            return Optional.of(new Problem(
                    ConnectorKeys.TOPICS,
                    "The dead-letter topic '" + dlq + "' must not be one of the topics the connector reads (topics="
                            + topics + ")"));
        }
        if (!regex.isEmpty() && matches(regex, dlq)) {
            return Optional.of(new Problem(
                    ConnectorKeys.TOPICS_REGEX,
                    "The dead-letter topic '" + dlq
                            + "' must not be one of the topics the connector reads (topics.regex=" + regex + ")"));
        }
        return Optional.empty();
    }

    private static boolean matches(String regex, String topic) {
        try {
            return Pattern.matches(regex, topic);
        } catch (PatternSyntaxException e) {
            return false; // told by the check of the key itself
        }
    }

    private static List<Problem> onBoth(String message) {
        return List.of(new Problem(ConnectorKeys.TOPICS, message), new Problem(ConnectorKeys.TOPICS_REGEX, message));
    }
}
