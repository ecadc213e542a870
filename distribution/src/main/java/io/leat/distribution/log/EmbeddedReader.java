package io.leat.distribution.log;

import io.leat.broker.log.PartitionLog;
import io.leat.broker.quota.Pace;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.TopicSelection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads by method calls, alone or as a member of a group. The cursors are guarded by this object's lock, because a reader
 * whose thread hangs is closed by another.
 */
final class EmbeddedReader implements LogReader {

    private final ReaderSpec spec;
    private final FetchSettings fetching;
    private final Reset reset;
    private final TopicTable table;
    private final EmbeddedGroups groups;
    private final Pace pace;
    private final Signal signal = new Signal();
    /** In the order in which they are read from next. */
    private final LinkedHashMap<TopicPartition, Cursor> cursors = new LinkedHashMap<>();

    private final Set<TopicPartition> paused = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Membership membership;
    private long checkedEpoch;
    private volatile boolean woken;
    private volatile boolean closed;

    EmbeddedReader(ReaderSpec spec, TopicTable table, EmbeddedGroups groups, Pace pace, Clock clock) {
        this.spec = spec;
        this.fetching = FetchSettings.of(spec.overrides());
        this.reset = new Reset(spec.reset(), clock);
        this.table = table;
        this.groups = groups;
        this.pace = pace;
    }

    /** What a reader of a group has beside its cursors. */
    private record Membership(ReaderGroup group, ReaderGroup.Member member, AssignmentListener listener) {}

    @Override
    public void subscribe(TopicSelection topics, AssignmentListener listener) {
        table.access().requireGroup(requireGroup());
        var group = groups.open(requireGroup());
        membership = new Membership(group, group.join(spec.clientId(), topics, signal), listener);
    }

    private String requireGroup() {
        return spec.group().orElseThrow(() -> new IllegalStateException("A reader without a group cannot subscribe."));
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        drop(assignment());
        partitions.forEach(partition -> take(partition, table.partition(partition), Optional.empty()));
    }

    @Override
    public synchronized Set<TopicPartition> assignment() {
        return new LinkedHashSet<>(cursors.keySet());
    }

    @Override
    public List<LogRecord> poll(Duration maxWait) {
        long deadline = System.nanoTime() + maxWait.toNanos();
        while (true) {
            checkOpen();
            signal.lower();
            if (woken) {
                woken = false;
                return List.of();
            }
            checkAccess();
            rebalance();
            long held = TimeUnit.MILLISECONDS.toNanos(pace.waitMs());
            var records = held > 0 ? List.<LogRecord>of() : fetch(deadline);
            long left = deadline - System.nanoTime();
            if (!records.isEmpty() || left <= 0 || Thread.currentThread().isInterrupted()) {
                return records;
            }
            signal.await(held > 0 ? Math.min(held, left) : left);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The reader " + spec.clientId() + " is closed.");
        }
    }

    /** Asks anew after access has changed. */
    private void checkAccess() {
        var epoch = table.access().epoch();
        if (epoch != checkedEpoch) {
            assignment().forEach(partition -> table.access().require(AclOperation.READ, partition.topic()));
            checkedEpoch = epoch;
        }
    }

    private void rebalance() {
        var joined = membership;
        if (joined != null && joined.member.isRebalanceDue()) {
            var wanted = joined.group.share(joined.member);
            giveUp(joined, wanted);
            takeOver(joined, wanted);
        }
    }

    private void giveUp(Membership joined, Set<TopicPartition> wanted) {
        var surplus = assignment();
        surplus.removeIf(partition -> wanted.contains(partition) && isCurrent(partition));
        if (!surplus.isEmpty()) {
            joined.listener.revoked(surplus);
            drop(surplus);
            joined.group.release(joined.member, surplus);
        }
    }

    /** False if the topic was deleted meanwhile, even if there is one of the same name again. */
    private boolean isCurrent(TopicPartition partition) {
        var log = cursor(partition).log();
        return table.find(partition).filter(found -> found == log).isPresent();
    }

    private void takeOver(Membership joined, Set<TopicPartition> wanted) {
        var taken = joined.group.take(joined.member, wanted);
        taken.removeAll(assignment());
        var committed = groups.offsets(joined.group.name());
        var added = new ArrayList<TopicPartition>();
        for (var partition : taken) {
            table.find(partition).ifPresent(log -> {
                take(partition, log, Optional.ofNullable(committed.get(partition)));
                added.add(partition);
            });
        }
        if (!added.isEmpty()) {
            joined.listener.assigned(added);
        }
    }

    private synchronized void take(TopicPartition partition, PartitionLog log, Optional<Long> committed) {
        checkOpen();
        table.access().require(AclOperation.READ, partition.topic());
        long start = committed.orElseGet(() -> reset.start(log));
        cursors.put(partition, new Cursor(log, start, reset));
        log.addListener(signal);
    }

    private synchronized void drop(Set<TopicPartition> partitions) {
        for (var partition : partitions) {
            var cursor = cursors.remove(partition);
            if (cursor != null) {
                cursor.log().removeListener(signal);
            }
            paused.remove(partition);
        }
    }

    private List<LogRecord> fetch(long deadline) {
        var records = new ArrayList<LogRecord>();
        long bytes = fetch(records, 0);
        if (!records.isEmpty() && !fetching.waitsForNothing()) {
            gather(records, bytes, Math.min(deadline, System.nanoTime() + fetching.waitNanos()));
        }
        return records;
    }

    /** Waits for as much as {@code fetch.min.bytes} asks for; whatever else has to be done ends the wait. */
    private void gather(List<LogRecord> records, long first, long deadline) {
        long bytes = first;
        long left = deadline - System.nanoTime();
        while (left > 0 && bytes < Math.min(fetching.minBytes(), spec.maxPollBytes()) && isUndisturbed(records)) {
            signal.lower();
            long more = fetch(records, bytes);
            bytes += more;
            if (more == 0 && isUndisturbed(records)) {
                signal.await(left);
            }
            left = deadline - System.nanoTime();
        }
    }

    private boolean isUndisturbed(List<LogRecord> records) {
        var joined = membership;
        return records.size() < spec.maxPollRecords()
                && !woken
                && !closed
                && (joined == null || !joined.member.isRebalanceDue())
                && pace.waitMs() == 0
                && !Thread.currentThread().isInterrupted();
    }

    /** @return bytes of the records added */
    private long fetch(List<LogRecord> records, long before) {
        long bytes = before;
        for (var partition : assignment()) {
            int room = spec.maxPollRecords() - records.size();
            if (room <= 0 || bytes >= spec.maxPollBytes()) {
                break;
            }
            if (!paused.contains(partition)) {
                long most = Math.min(fetching.partitionBytes(), spec.maxPollBytes() - bytes);
                long read = fill(partition, records, room, most);
                bytes += read;
                if (read > 0) {
                    toTheEndOfTheLine(partition);
                }
            }
        }
        if (bytes > before) {
            pace.moved(bytes - before);
        }
        return bytes - before;
    }

    private long fill(TopicPartition partition, List<LogRecord> records, int room, long maxBytes) {
        try {
            return cursor(partition).fill(records, room, maxBytes);
        } catch (UnknownTopicOrPartitionException e) {
            replace(partition);
            return 0;
        }
    }

    /** The topic was deleted: one made again under its name is read from its start; in a group the rebalance sees to it. */
    private void replace(TopicPartition partition) {
        if (membership == null) {
            table.find(partition)
                    .filter(log -> log != cursor(partition).log())
                    .ifPresent(log -> take(partition, log, Optional.of(log.logStartOffset())));
        }
    }

    private synchronized void toTheEndOfTheLine(TopicPartition partition) {
        var cursor = cursors.remove(partition);
        if (cursor != null) {
            cursors.put(partition, cursor);
        }
    }

    @Override
    public void wakeup() {
        woken = true;
        signal.raise();
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        cursor(partition).seek(offset);
    }

    @Override
    public long position(TopicPartition partition) {
        return cursor(partition).position();
    }

    private synchronized Cursor cursor(TopicPartition partition) {
        var cursor = cursors.get(partition);
        if (cursor == null) {
            throw new IllegalStateException("The reader " + spec.clientId() + " does not read " + partition + ".");
        }
        return cursor;
    }

    @Override
    public long startOffset(TopicPartition partition) {
        return table.partition(partition).logStartOffset();
    }

    @Override
    public long endOffset(TopicPartition partition) {
        return table.partition(partition).lastStableOffset();
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions) {
        var committed = new HashMap<>(groups.committed(requireGroup()));
        committed.keySet().retainAll(Set.copyOf(partitions));
        return committed;
    }

    @Override
    public CompletableFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return groups.commit(requireGroup(), offsets);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            drop(assignment());
            var joined = membership;
            if (joined != null) {
                joined.group.leave(joined.member);
            }
            signal.raise();
        }
    }
}
