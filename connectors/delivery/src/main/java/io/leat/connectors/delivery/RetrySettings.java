package io.leat.connectors.delivery;

import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * How transient failures are retried. Nest it without a prefix and give the connector's own defaults there: {@code
 * @Nested(prefix = "", defaults = "max.retries=5") RetrySettings retry}.
 */
public record RetrySettings(
        @Setting(
                doc = "Retries of a transient failure before the task fails; -1 retries for ever.",
                defaultValue = "-1",
                min = -1,
                group = "Retries")
        int maxRetries,

        @Setting(
                doc = "Wait before the first retry; doubles with each further one.",
                defaultValue = "100 ms",
                min = 1,
                group = "Retries")
        Duration retryBackoff,

        @Setting(doc = "Longest wait between two tries.", defaultValue = "60 s", min = 1, group = "Retries")
        Duration retryBackoffMax,

        @Setting(
                doc =
                        "full waits a random part of the backoff, so that tasks do not retry in step; none waits all of it.",
                defaultValue = "full",
                importance = Importance.LOW,
                group = "Retries")
        Jitter retryJitter,

        @Setting(doc = "Longest time to go on retrying; no limit unless given.", min = 1, group = "Retries")
        Optional<Duration> retryTimeout) {

    /** How much of a backoff is random. */
    public enum Jitter {
        FULL,
        NONE
    }

    public RetrySettings {
        new Problems()
                .check(
                        retryBackoff.compareTo(retryBackoffMax) <= 0,
                        "retry.backoff.ms",
                        "must not exceed retry.backoff.max.ms")
                .throwIfAny();
    }
}
