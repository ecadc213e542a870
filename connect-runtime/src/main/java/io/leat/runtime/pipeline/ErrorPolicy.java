package io.leat.runtime.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * What to do with records that fail: Kafka Connect's {@code errors.*} settings.
 *
 * @param tolerant {@code errors.tolerance} is {@code all}
 * @param retryTimeout how long a step may be tried again; zero not at all, empty without end
 * @param maxRetryDelay the longest pause between two tries
 * @param logged whether each failure is logged
 * @param logsMessages whether the record's content may be logged
 * @param deadLetters the dead-letter topic
 */
public record ErrorPolicy(
        boolean tolerant,
        Optional<Duration> retryTimeout,
        Duration maxRetryDelay,
        boolean logged,
        boolean logsMessages,
        Optional<DeadLetterTopic> deadLetters) {

    private static final long FIRST_DELAY_MS = 300;
    private static final ConfigDef SETTINGS = new ConfigDef()
            .define(
                    "errors.tolerance",
                    Type.STRING,
                    "none",
                    ConfigDef.ValidString.in("none", "all"),
                    Importance.LOW,
                    "")
            .define("errors.retry.timeout", Type.LONG, 0L, ConfigDef.Range.atLeast(-1), Importance.LOW, "")
            .define("errors.retry.delay.max.ms", Type.LONG, 60_000L, ConfigDef.Range.atLeast(1), Importance.LOW, "")
            .define("errors.log.enable", Type.BOOLEAN, false, Importance.LOW, "")
            .define("errors.log.include.messages", Type.BOOLEAN, false, Importance.LOW, "")
            .define("errors.deadletterqueue.topic.name", Type.STRING, "", Importance.LOW, "")
            .define("errors.deadletterqueue.context.headers.enable", Type.BOOLEAN, false, Importance.LOW, "")
            .define("errors.deadletterqueue.replay.enable", Type.BOOLEAN, true, Importance.LOW, "")
            .define("errors.replay.max", Type.INT, 3, ConfigDef.Range.atLeast(1), Importance.LOW, "");

    /**
     * @param withHeaders whether Kafka Connect's headers tell where the record came from and how it failed
     * @param replayable whether ours tell what a replay needs
     */
    public record DeadLetterTopic(String name, boolean withHeaders, boolean replayable) {}

    /** Of a source, whose dead letters are always replayable: there is no older form to keep to. */
    public static ErrorPolicy ofSource(Map<String, String> connectorConfig) {
        return of(values(connectorConfig), true);
    }

    /** Of a sink, whose dead letters are just those of Kafka Connect where our headers are not wanted. */
    public static ErrorPolicy ofSink(Map<String, String> connectorConfig) {
        var values = values(connectorConfig);
        return of(
                values,
                values.getBoolean("errors.deadletterqueue.context.headers.enable")
                        || values.getBoolean("errors.deadletterqueue.replay.enable"));
    }

    /** How often a dead letter may be replayed in vain: {@code errors.replay.max}. */
    public static int maxReplays(Map<String, String> connectorConfig) {
        return values(connectorConfig).getInt("errors.replay.max");
    }

    private static AbstractConfig values(Map<String, String> connectorConfig) {
        return new AbstractConfig(SETTINGS, connectorConfig, false);
    }

    private static ErrorPolicy of(AbstractConfig values, boolean replayable) {
        var retry = values.getLong("errors.retry.timeout");
        var topic = values.getString("errors.deadletterqueue.topic.name");
        var withHeaders = values.getBoolean("errors.deadletterqueue.context.headers.enable");
        return new ErrorPolicy(
                "all".equals(values.getString("errors.tolerance")),
                retry < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(retry)),
                Duration.ofMillis(values.getLong("errors.retry.delay.max.ms")),
                values.getBoolean("errors.log.enable"),
                values.getBoolean("errors.log.include.messages"),
                topic.isBlank()
                        ? Optional.empty()
                        : Optional.of(new DeadLetterTopic(topic.strip(), withHeaders, replayable)));
    }

    /** What the failure of a transform or converter, after all tries, means for the record. */
    <T> Outcome<T> judge(Failure failure) {
        if (!tolerant) {
            return new Outcome.Failed<>(failure);
        }
        return deadLetters.isPresent() ? new Outcome.DeadLettered<>(failure) : new Outcome.Skipped<>(failure);
    }

    /**
     * How long to wait before the next try: 300 ms, then twice as long each time up to the longest delay, and never
     * beyond the timeout.
     *
     * @param tries made so far, at least 1
     * @param spentMs since the first try began
     * @return empty if there is to be no further try
     */
    Optional<Duration> delay(int tries, long spentMs) {
        var delay = delayOf(tries);
        if (retryTimeout.isEmpty()) {
            return Optional.of(delay);
        }
        var left = retryTimeout.get().minusMillis(spentMs);
        if (left.isNegative() || left.isZero()) {
            return Optional.empty();
        }
        return Optional.of(left.compareTo(delay) < 0 ? left : delay);
    }

    /** The pause after so many tries, without regard to the timeout. */
    public Duration delayOf(int tries) {
        var doubled = FIRST_DELAY_MS << Math.min(tries - 1, 30);
        return Duration.ofMillis(Math.min(doubled, maxRetryDelay.toMillis()));
    }
}
