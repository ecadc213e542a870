package io.leat.broker.group;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime.CoordinatorState;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRuntimeMetrics;

/**
 * Learns from what the coordinator reports about itself when its partitions are loaded, which it tells nobody else. The
 * rest of the report is not kept.
 */
final class LoadedPartitions implements CoordinatorRuntimeMetrics {
    private final AtomicInteger left;
    private final CompletableFuture<Void> all = new CompletableFuture<>();

    LoadedPartitions(int partitions) {
        this.left = new AtomicInteger(partitions);
    }

    /** Completes when each partition was loaded, or could not be. */
    CompletableFuture<Void> all() {
        return all;
    }

    @Override
    public void recordPartitionStateChange(CoordinatorState before, CoordinatorState after) {
        var ended = after == CoordinatorState.ACTIVE || after == CoordinatorState.FAILED;
        if (before == CoordinatorState.LOADING && ended && left.decrementAndGet() == 0) {
            all.complete(null);
        }
    }

    @Override
    public void recordPartitionLoadSensor(long startTimeMs, long endTimeMs) {}

    @Override
    public void recordEventQueueTime(long durationMs) {}

    @Override
    public void recordEventProcessingTime(long durationMs) {}

    @Override
    public void recordEventPurgatoryTime(long durationMs) {}

    @Override
    public void recordLingerTime(long durationMs) {}

    @Override
    public void recordFlushTime(long durationMs) {}

    @Override
    public void recordThreadIdleTime(double durationMs) {}

    @Override
    public void recordBackgroundQueueTime(long durationMs) {}

    @Override
    public void recordBackgroundProcessingTime(long durationMs) {}

    @Override
    public void recordBackgroundThreadBusyTime(double durationMs) {}

    @Override
    public void registerEventQueueSizeGauge(Supplier<Integer> size) {}

    @Override
    public void registerBufferCacheSizeGauge(Supplier<Long> size) {}

    @Override
    public void recordBufferCacheDiscarded() {}

    @Override
    public void close() {}
}
