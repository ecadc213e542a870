package io.leat.runtime.connector;

import io.leat.runtime.NextRestart;
import io.leat.runtime.assign.Fatal;
import io.leat.runtime.assign.RestartPolicy;
import io.leat.runtime.assign.Restarts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Decides when what has failed of one connector is started again, and remembers how often that was. A new configuration
 * starts with a clean record. Used by the host's thread alone.
 */
final class SelfHealing {

    /** Stands for the connector's object among the numbers of its tasks. */
    static final int CONNECTOR = -1;

    private final Clock clock;
    private final DoubleSupplier random;
    private final Map<Integer, Restarts> records = new HashMap<>();
    private @Nullable Map<String, String> config;

    /** @param random from 0 to 1 */
    SelfHealing(Clock clock, DoubleSupplier random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param subject a task's number or {@link #CONNECTOR}
     * @param startedAt when what failed was started
     * @return empty if it stays failed
     */
    Optional<NextRestart> after(
            int subject, Throwable failure, Instant startedAt, Map<String, String> connectorConfig) {
        forgetIfChanged(connectorConfig);
        var policy = policy(connectorConfig);
        if (policy.isEmpty() || Fatal.isFatal(failure)) {
            return Optional.empty();
        }
        var now = clock.instant();
        var restarts = records.getOrDefault(subject, Restarts.NONE)
                .next(policy.get(), now, Duration.between(startedAt, now), random.getAsDouble());
        records.put(subject, restarts);
        return Optional.of(new NextRestart(restarts.inARow(), restarts.due()));
    }

    Duration until(NextRestart restart) {
        var left = Duration.between(clock.instant(), restart.due());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void forgetIfChanged(Map<String, String> connectorConfig) {
        if (!connectorConfig.equals(config)) {
            records.clear();
            config = Map.copyOf(connectorConfig);
        }
    }

    /** Empty also where the settings cannot be read, which the failure itself then tells. */
    private static Optional<RestartPolicy> policy(Map<String, String> connectorConfig) {
        try {
            return Optional.of(RestartPolicy.of(connectorConfig)).filter(RestartPolicy::enabled);
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }
}
