package io.leat.runtime.log.memory;

import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.OffsetReset;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.TopicSelection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads from the store, alone or as a member of a group. */
final class MemoryReader implements LogReader {

    private final MemoryStore store;
    private final ReaderSpec spec;
    private final Optional<MemoryGroup> group;
    private final Faults faults;
    private final Clock clock;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private @Nullable AssignmentListener listener;
    private boolean woken;
    private boolean closed;

    MemoryReader(MemoryStore store, ReaderSpec spec, Optional<MemoryGroup> group, Faults faults, Clock clock) {
        this.store = store;
        this.spec = spec;
        this.group = group;
        this.faults = faults;
        this.clock = clock;
    }

    String clientId() {
        return spec.clientId();
    }

    @Override
    public void subscribe(TopicSelection topics, AssignmentListener told) {
        listener = told;
        store.locked(() -> {
            requireGroup().join(this, topics);
            return null;
        });
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        store.locked(() -> {
            positions.clear();
            partitions.forEach(partition -> positions.put(partition, start(partition)));
            return null;
        });
    }

    @Override
    public Set<TopicPartition> assignment() {
        return store.locked(() -> Set.copyOf(positions.keySet()));
    }

    @Override
    public List<LogRecord> poll(Duration maxWait) {
        var deadline = System.nanoTime() + MemoryStore.nanos(maxWait);
        while (true) {
            rebalance();
            var found = store.locked(() -> fetchOrWait(deadline));
            if (found.isPresent()) {
                return found.get();
            }
        }
    }

    /** Empty means that something changed and the caller has to look again. */
    private Optional<List<LogRecord>> fetchOrWait(long deadline) {
        checkOpen();
        if (woken) {
            woken = false;
            return Optional.of(List.of());
        }
        var records = fetch();
        var left = deadline - System.nanoTime();
        if (!records.isEmpty() || left <= 0) {
            return Optional.of(records);
        }
        if (!isRebalanceDue()) {
            store.await(left);
        }
        return Optional.empty();
    }

    private List<LogRecord> fetch() {
        var records = new ArrayList<LogRecord>();
        var bytes = 0L;
        for (var partition : List.copyOf(positions.keySet())) {
            if (paused.contains(partition) || !store.topics.containsKey(partition.topic())) {
                continue;
            }
            var room = spec.maxPollRecords() - records.size();
            if (room <= 0 || bytes >= spec.maxPollBytes()) {
                break;
            }
            var read = store.partition(partition).read(next(partition), room, (int) (spec.maxPollBytes() - bytes));
            if (!read.isEmpty()) {
                // The partition goes to the end of the line, so that none starves.
                positions.remove(partition);
                positions.put(partition, read.get(read.size() - 1).offset() + 1);
                records.addAll(read);
                bytes += read.stream().mapToLong(MemoryPartition::size).sum();
            }
        }
        return records;
    }

    /** Where to read on: an offset that no longer exists (the topic was made again) gives way to the configured start. */
    private long next(TopicPartition partition) {
        var position = positions.get(partition);
        var end = store.partition(partition).endOffset();
        if (position > end && spec.reset() instanceof OffsetReset.None) {
            throw new OffsetOutOfRangeException(Map.of(partition, position));
        }
        if (position > end) {
            positions.put(partition, reset(partition));
        }
        return positions.get(partition);
    }

    private void rebalance() {
        var lost = store.locked(this::lost);
        if (!lost.isEmpty()) {
            listener().revoked(lost);
            store.locked(() -> {
                positions.keySet().removeAll(lost);
                paused.removeAll(lost);
                requireGroup().release(lost);
                return null;
            });
        }
        var won = store.locked(this::takeFree);
        if (!won.isEmpty()) {
            listener().assigned(won);
        }
    }

    private boolean isRebalanceDue() {
        return listener != null && (!lost().isEmpty() || !free().isEmpty());
    }

    private Set<TopicPartition> lost() {
        var lost = new LinkedHashSet<>(positions.keySet());
        if (listener == null || closed) {
            return Set.of();
        }
        lost.removeAll(requireGroup().share(this));
        return lost;
    }

    private Set<TopicPartition> free() {
        var free = new LinkedHashSet<>(requireGroup().share(this));
        free.removeIf(partition -> !requireGroup().isFree(partition));
        return free;
    }

    private Set<TopicPartition> takeFree() {
        if (listener == null || closed) {
            return Set.of();
        }
        var free = free();
        requireGroup().take(this, free);
        free.forEach(partition -> positions.put(partition, start(partition)));
        return free;
    }

    private long start(TopicPartition partition) {
        return group.map(g -> g.offsets.get(partition))
                .map(OffsetAndMetadata::offset)
                .orElseGet(() -> reset(partition));
    }

    private long reset(TopicPartition partition) {
        var log = store.partition(partition);
        var rule = spec.reset();
        if (rule instanceof OffsetReset.None) {
            throw new NoOffsetForPartitionException(List.of(partition));
        }
        if (rule instanceof OffsetReset.Since since) {
            return log.offsetFor(clock.instant().minus(since.before()).toEpochMilli());
        }
        return rule instanceof OffsetReset.Earliest ? 0 : log.endOffset();
    }

    @Override
    public void wakeup() {
        store.locked(() -> {
            woken = true;
            store.signal();
            return null;
        });
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        store.locked(() -> paused.addAll(partitions));
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        store.locked(() -> paused.removeAll(partitions));
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        store.locked(() -> {
            checkAssigned(partition);
            return positions.put(partition, offset);
        });
    }

    @Override
    public long position(TopicPartition partition) {
        return store.locked(() -> {
            checkAssigned(partition);
            return positions.get(partition);
        });
    }

    @Override
    public long startOffset(TopicPartition partition) {
        return store.locked(() -> {
            store.partition(partition);
            return 0L;
        });
    }

    @Override
    public long endOffset(TopicPartition partition) {
        return store.locked(() -> store.partition(partition).endOffset());
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions) {
        return store.locked(() -> {
            var committed = new HashMap<>(requireGroup().offsets);
            committed.keySet().retainAll(partitions);
            return committed;
        });
    }

    @Override
    public CompletableFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return store.locked(() -> {
            checkOpen();
            var failure = faults.nextCommitFailure();
            if (failure.isPresent()) {
                return CompletableFuture.failedFuture(failure.get());
            }
            requireGroup().offsets.putAll(offsets);
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public void close() {
        store.locked(() -> {
            closed = true;
            positions.clear();
            group.ifPresent(g -> g.leave(this));
            store.signal();
            return null;
        });
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The reader " + spec.clientId() + " is closed.");
        }
    }

    private void checkAssigned(TopicPartition partition) {
        checkOpen();
        if (!positions.containsKey(partition)) {
            throw new IllegalStateException(
                    "Partition " + partition + " is not assigned to reader " + spec.clientId() + ".");
        }
    }

    private MemoryGroup requireGroup() {
        return group.orElseThrow(
                () -> new IllegalStateException("The reader " + spec.clientId() + " has no consumer group."));
    }

    private AssignmentListener listener() {
        if (listener == null) {
            throw new IllegalStateException("The reader " + spec.clientId() + " has not subscribed.");
        }
        return listener;
    }
}
