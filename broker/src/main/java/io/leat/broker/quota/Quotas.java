package io.leat.broker.quota;

import io.leat.broker.topic.MetadataEntry;
import io.leat.broker.topic.MetadataLog;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/**
 * The quotas and what is counted against them. Changes are durable when the method returns. Counting never blocks; all is
 * safe for use from any thread.
 */
public final class Quotas {
    /** Above so many callers the idle ones are forgotten: names are the clients' choice. */
    private static final int MANY_METERS = 1000;

    /** Of a second of one thread. */
    private static final double NANOS_PER_PERCENT = TimeUnit.SECONDS.toNanos(1) / 100.0;

    private final MetadataLog metadata;
    private final QuotaSettings settings;
    private final LongSupplier clock;
    private final Map<MeterKey, Meter> meters = new ConcurrentHashMap<>();
    private final Mutations mutations;
    private volatile Limits limits;

    private record MeterKey(QuotaKey key, ClientQuotaEntity shared) {}

    /** @param clock milliseconds since the epoch */
    public Quotas(MetadataLog metadata, QuotaSettings settings, LongSupplier clock) {
        this.metadata = metadata;
        this.settings = settings;
        this.clock = clock;
        this.mutations = new Mutations(() -> limits, settings, clock);
        this.limits = new Limits(metadata.quotas());
    }

    /** What callers change is counted here. */
    public Mutations mutations() {
        return mutations;
    }

    /** All that are set: numbers by the protocol's keys. */
    public Map<ClientQuotaEntity, Map<String, Double>> all() {
        return metadata.quotas();
    }

    /**
     * Sets and removes quotas that {@link QuotaRules} has found good.
     *
     * @throws org.apache.kafka.common.errors.KafkaStorageException if they could not be stored
     */
    public synchronized void change(ClientQuotaEntity entity, Collection<ClientQuotaAlteration.Op> changes) {
        var entries = new ArrayList<MetadataEntry>();
        for (var change : changes) {
            entries.add(
                    change.value() == null
                            ? new MetadataEntry.QuotaRemoved(entity, change.key())
                            : new MetadataEntry.Quota(entity, change.key(), change.value()));
        }
        metadata.store(entries);
        limits = new Limits(metadata.quotas());
    }

    /** Counts bytes of a caller; returns how many milliseconds it has to wait, 0 if it is within its quota. */
    public int record(QuotaKey key, String user, String clientId, long bytes) {
        return limits.of(user, clientId, key)
                .map(limit -> meter(key, limit.shared()).record(bytes, limit.perSecond(), clock.getAsLong()))
                .orElse(0);
    }

    /**
     * Counts time that threads of the server have spent for a caller; returns how many milliseconds it has to wait, 0 if it
     * is within its quota. It waits for a window at most, and as often as it has to.
     */
    public int recordTime(AuthorizableRequestContext caller, long nanos) {
        var key = QuotaKey.REQUEST_PERCENTAGE;
        // Clients may be without a name.
        var clientId = Objects.requireNonNullElse(caller.clientId(), "");
        return limits.of(caller.principal().getName(), clientId, key)
                .map(limit -> meter(key, limit.shared())
                        .record(nanos / NANOS_PER_PERCENT, limit.perSecond(), clock.getAsLong()))
                .map(this::atMostAWindow)
                .orElse(0);
    }

    /**
     * Counts a new connection of an address; returns how many milliseconds it has to wait before it connects again, 0 if it
     * is within its quota. One that has to wait is not counted: it must not be served.
     */
    public int recordConnection(InetAddress address) {
        var key = QuotaKey.CONNECTION_CREATION_RATE;
        return limits.of(address, key)
                .map(limit -> {
                    var meter = meter(key, limit.shared());
                    var now = clock.getAsLong();
                    var wait = meter.record(1, limit.perSecond(), now);
                    if (wait > 0) {
                        meter.takeBack(1, now);
                    }
                    return atMostAWindow(wait);
                })
                .orElse(0);
    }

    private int atMostAWindow(int waitMs) {
        return (int) Math.min(waitMs, settings.window().toMillis());
    }

    /** Takes back what was counted and then not moved. */
    public void takeBack(QuotaKey key, String user, String clientId, long bytes) {
        limits.of(user, clientId, key)
                .ifPresent(limit -> meter(key, limit.shared()).takeBack(bytes, clock.getAsLong()));
    }

    /** The bytes that fit into all windows together: a single answer with more is never within the quota. */
    public int mostBytes(QuotaKey key, String user, String clientId) {
        var seconds = (settings.windows() - 1) * settings.window().toSeconds();
        return limits.of(user, clientId, key)
                .map(limit -> (int) Math.min(Integer.MAX_VALUE, limit.perSecond() * seconds))
                .orElse(Integer.MAX_VALUE);
    }

    /** The pace of a caller in this process, who has to see to waiting himself. */
    public Pace pace(QuotaKey key, String user, String clientId) {
        return new Pace(bytes -> record(key, user, clientId, bytes), clock);
    }

    private Meter meter(QuotaKey key, ClientQuotaEntity shared) {
        if (meters.size() > MANY_METERS) {
            forgetIdle();
        }
        return meters.computeIfAbsent(new MeterKey(key, shared), name -> new Meter(settings));
    }

    private void forgetIdle() {
        var oldest = clock.getAsLong() - settings.windows() * settings.window().toMillis();
        meters.values().removeIf(meter -> meter.lastUsed() < oldest);
    }
}
