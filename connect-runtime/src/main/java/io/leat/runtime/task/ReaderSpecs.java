package io.leat.runtime.task;

import io.leat.runtime.log.OffsetReset;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.TopicSelection;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkTask;

/** How a sink task reads, from the worker's {@code consumer.*} and the connector's {@code consumer.override.*}. */
final class ReaderSpecs {

    private static final String GROUP = "group.id";
    private static final String RESET = "auto.offset.reset";
    private static final String MAX_RECORDS = "max.poll.records";
    private static final String MAX_BYTES = "fetch.max.bytes";
    private static final String OVERRIDE = "consumer.override.";
    private static final int DEFAULT_MAX_RECORDS = 500;
    private static final int DEFAULT_MAX_BYTES = 4 << 20;

    private ReaderSpecs() {}

    static ReaderSpec of(TaskSpec spec, Map<String, String> workerConfig) {
        Overrides.tell(spec);
        var settings = Overrides.of("consumer.", workerConfig, spec.connectorConfig());
        return new ReaderSpec(
                settings.getOrDefault("client.id", "connector-consumer-" + spec.id()),
                Optional.of(settings.getOrDefault(GROUP, "connect-" + spec.id().connector())),
                reset(settings.getOrDefault(RESET, "earliest")),
                positive(settings, MAX_RECORDS, DEFAULT_MAX_RECORDS),
                positive(settings, MAX_BYTES, DEFAULT_MAX_BYTES),
                settings);
    }

    private static OffsetReset reset(String text) {
        try {
            return OffsetReset.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(OVERRIDE + RESET, text, e.getMessage());
        }
    }

    private static int positive(Map<String, String> settings, String key, int otherwise) {
        var text = settings.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(text.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(OVERRIDE + key, text, "must be a number");
        }
        throw new ConfigException(OVERRIDE + key, text, "must be at least 1");
    }

    /** The topics of {@code topics} or, by pattern, of {@code topics.regex}. */
    static TopicSelection topics(Map<String, String> connector) {
        var named = connector.getOrDefault(SinkTask.TOPICS_CONFIG, "").strip();
        var regex = connector.getOrDefault(SinkTask.TOPICS_REGEX_CONFIG, "").strip();
        if (named.isEmpty() == regex.isEmpty()) {
            throw new ConfigException("A sink needs exactly one of " + SinkTask.TOPICS_CONFIG + " and "
                    + SinkTask.TOPICS_REGEX_CONFIG + ".");
        }
        return named.isEmpty()
                ? new TopicSelection.Matching(Pattern.compile(regex))
                : new TopicSelection.Named(
                        Arrays.stream(named.split("\\s*,\\s*")).collect(Collectors.toSet()));
    }
}
