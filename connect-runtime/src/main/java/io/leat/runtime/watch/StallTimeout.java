package io.leat.runtime.watch;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** How long a task may be inside a call that should return soon: the worker's setting, or the connector's own. */
public final class StallTimeout {

    public static final String KEY = "task.stall.timeout.ms";

    public static final long DEFAULT_MS = 300_000;
    public static final String DOC =
            "Milliseconds after which a task that hangs in start, open, put, preCommit, close, commit or"
                    + " stop is interrupted, shut out and, once it can deliver nothing more, started again.";

    private StallTimeout() {}

    /** @throws ConfigException if the connector's own is no number of milliseconds */
    public static Duration of(Map<String, String> connector, Duration otherwise) {
        var own = connector.getOrDefault(KEY, "").strip();
        if (own.isEmpty()) {
            return otherwise;
        }
        if (!own.matches("\\d{1,18}")) {
            throw new ConfigException(KEY, own, "must be a number of milliseconds, 0 for never");
        }
        return Duration.ofMillis(Long.parseLong(own));
    }
}
