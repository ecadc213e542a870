package io.leat.distribution.log;

import io.leat.broker.group.GroupOffsets;
import io.leat.broker.log.Isolation;
import io.leat.broker.log.PartitionLog;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.TopicListener;
import io.leat.runtime.GroupAdmin;
import io.leat.runtime.RequestException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;

/** All groups: their members live here, their offsets in the broker. */
final class EmbeddedGroups implements GroupAdmin, TopicListener {

    static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final GroupOffsets offsets;
    private final TopicTable table;
    private final ConcurrentMap<String, ReaderGroup> groups = new ConcurrentHashMap<>();

    EmbeddedGroups(GroupOffsets offsets, TopicTable table) {
        this.offsets = offsets;
        this.table = table;
    }

    ReaderGroup open(String name) {
        return groups.computeIfAbsent(name, fresh -> new ReaderGroup(fresh, table));
    }

    CompletableFuture<Void> commit(String group, Map<TopicPartition, Long> positions) {
        return offsets.commit(group, positions);
    }

    @Override
    public void created(TopicDescription topic) {
        groups.values().forEach(ReaderGroup::rebalance);
    }

    @Override
    public void changed(TopicDescription topic) {
        groups.values().forEach(ReaderGroup::rebalance);
    }

    @Override
    public void deleted(String name, Uuid id) {
        groups.values().forEach(ReaderGroup::rebalance);
    }

    @Override
    public List<Group> list() {
        var names = new TreeSet<>(offsets.list());
        groups.values().stream()
                .filter(group -> !group.members().isEmpty())
                .map(ReaderGroup::name)
                .forEach(names::add);
        return names.stream().map(this::view).toList();
    }

    @Override
    public Optional<Group> describe(String group) {
        var view = view(group);
        return view.members().isEmpty() && view.lags().isEmpty() ? Optional.empty() : Optional.of(view);
    }

    private Group view(String name) {
        var members = members(name);
        var committed = offsets(name);
        var partitions = new HashSet<>(committed.keySet());
        members.forEach(member -> partitions.addAll(member.partitions()));
        var lags = partitions.stream()
                .sorted(BY_NAME)
                .flatMap(partition ->
                        table
                                .find(partition)
                                .map(log -> lag(log, Optional.ofNullable(committed.get(partition))))
                                .stream())
                .toList();
        return new Group(name, members.isEmpty() ? "Empty" : "Stable", members, lags);
    }

    private List<Member> members(String name) {
        var group = groups.get(name);
        return group == null
                ? List.of()
                : group.members().stream()
                        .map(member -> new Member(member.clientId(), group.owned(member)))
                        .toList();
    }

    private static Lag lag(PartitionLog log, Optional<Long> committed) {
        long end = log.lastStableOffset();
        long from = committed.orElseGet(log::logStartOffset);
        return new Lag(
                log.topicPartition(),
                committed.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                end,
                nothingToRead(log, from, end) ? 0 : Math.max(0, end - from));
    }

    /** Commit markers take offsets too: what lies between the last record and the end may be nothing but these. */
    private static boolean nothingToRead(PartitionLog log, long from, long end) {
        if (from >= end) {
            return true;
        }
        try {
            var fetched = log.read(from, 1, Isolation.READ_COMMITTED);
            return fetched.nextOffset() >= end && fetched.committedBatches().isEmpty();
        } catch (OffsetOutOfRangeException e) {
            return false;
        }
    }

    @Override
    public Map<TopicPartition, Long> offsets(String group) {
        var positions = new HashMap<TopicPartition, Long>();
        offsets.fetch(group).forEach((partition, committed) -> positions.put(partition, committed.offset()));
        return positions;
    }

    @Override
    public void alterOffsets(String group, Map<TopicPartition, OptionalLong> changes) {
        checkEmpty(group);
        var set = new HashMap<TopicPartition, Long>();
        var removed = new HashSet<TopicPartition>();
        changes.forEach((partition, offset) ->
                offset.ifPresentOrElse(value -> set.put(partition, value), () -> removed.add(partition)));
        set.keySet().forEach(this::checkExists);
        if (!set.isEmpty()) {
            Waiting.on(offsets.commit(group, set));
        }
        if (!removed.isEmpty()) {
            Waiting.on(offsets.remove(group, removed));
        }
    }

    private void checkExists(TopicPartition partition) {
        if (table.find(partition).isEmpty()) {
            throw new RequestException.Invalid("There is no partition " + partition.partition() + " of a topic "
                    + partition.topic() + "; offsets can be set only for partitions that exist.");
        }
    }

    @Override
    public void delete(String group) {
        checkEmpty(group);
        Waiting.on(offsets.delete(group));
        groups.computeIfPresent(group, (name, known) -> known.members().isEmpty() ? null : known);
    }

    private void checkEmpty(String group) {
        if (!members(group).isEmpty()) {
            throw new RequestException.Conflict(
                    "Group " + group + " has members: stop the connectors or clients that read with it first.");
        }
    }
}
