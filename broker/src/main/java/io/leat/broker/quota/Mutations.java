package io.leat.broker.quota;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/**
 * Counts the partitions that callers make and delete against {@link QuotaKey#CONTROLLER_MUTATION_RATE}, as KIP-599 has
 * it. Never blocks; safe for use from any thread.
 */
public final class Mutations {
    /** Above so many callers those who have all their credits are forgotten: names are the clients' choice. */
    private static final int MANY = 1000;

    private final Supplier<Limits> limits;
    private final long savedMs;
    private final LongSupplier clock;
    private final Map<ClientQuotaEntity, Credits> credits = new ConcurrentHashMap<>();

    /** @param clock milliseconds since the epoch */
    Mutations(Supplier<Limits> limits, QuotaSettings settings, LongSupplier clock) {
        this.limits = limits;
        this.savedMs = settings.mutationsSaved().toMillis();
        this.clock = clock;
    }

    /** Counts a change that is made in any case; returns how many milliseconds the caller has to wait afterwards. */
    public int record(AuthorizableRequestContext caller, int partitions) {
        return count(caller, (credits, limit, now) -> credits.take(partitions, limit, now));
    }

    /**
     * Counts a change if the caller does not exceed its quota already; else it must not be made. One that goes beyond the
     * quota may be made.
     *
     * @return 0 if it was counted, else how many milliseconds the caller has to wait
     */
    public int admit(AuthorizableRequestContext caller, int partitions) {
        return count(caller, (credits, limit, now) -> credits.takeUnlessOwed(partitions, limit, now));
    }

    @FunctionalInterface
    private interface Count {
        int on(Credits credits, double limit, long now);
    }

    private int count(AuthorizableRequestContext caller, Count count) {
        var clientId = Objects.requireNonNullElse(caller.clientId(), "");
        return limits.get()
                .of(caller.principal().getName(), clientId, QuotaKey.CONTROLLER_MUTATION_RATE)
                .map(limit -> count.on(creditsOf(limit.shared()), limit.perSecond(), clock.getAsLong()))
                .orElse(0);
    }

    private Credits creditsOf(ClientQuotaEntity caller) {
        if (credits.size() > MANY) {
            var now = clock.getAsLong();
            credits.values().removeIf(one -> one.areFull(now));
        }
        return credits.computeIfAbsent(caller, any -> new Credits(savedMs));
    }
}
