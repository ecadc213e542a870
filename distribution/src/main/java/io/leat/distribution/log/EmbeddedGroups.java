package io.leat.distribution.log;

import io.leat.broker.group.CommittedOffset;
import io.leat.broker.group.GroupDirectory;
import io.leat.broker.group.GroupOffsets;
import io.leat.broker.group.LocalGroups;
import io.leat.broker.log.Isolation;
import io.leat.broker.log.PartitionLog;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.TopicListener;
import io.leat.runtime.GroupAdmin;
import io.leat.runtime.RequestException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;

/**
 * The groups of the log. Those of readers in this process share partitions here; towards Kafka clients, the broker's
 * coordinator speaks for them.
 */
final class EmbeddedGroups implements GroupAdmin, TopicListener {

    static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final GroupOffsets offsets;
    private final GroupDirectory directory;
    private final LocalGroups local;
    private final TopicTable table;
    private final ConcurrentMap<String, ReaderGroup> groups = new ConcurrentHashMap<>();

    EmbeddedGroups(GroupOffsets offsets, GroupDirectory directory, LocalGroups local, TopicTable table) {
        this.offsets = offsets;
        this.directory = directory;
        this.local = local;
        this.table = table;
    }

    ReaderGroup open(String name) {
        return groups.computeIfAbsent(name, fresh -> new ReaderGroup(fresh, table, local));
    }

    CompletableFuture<Void> commit(String group, Map<TopicPartition, OffsetAndMetadata> positions) {
        return Optional.ofNullable(groups.get(group))
                .flatMap(known -> known.commit(positions))
                .orElseGet(() -> offsets.commitWithMetadata(group, positions));
    }

    Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        offsets.fetch(group)
                .forEach((partition, committed) ->
                        positions.put(partition, new OffsetAndMetadata(committed.offset(), committed.metadata())));
        return positions;
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
        return directory.list().stream().map(this::view).toList();
    }

    @Override
    public Optional<Group> describe(String group) {
        return directory.describe(group).map(this::view);
    }

    private Group view(GroupDirectory.Group group) {
        var committed = offsets.fetch(group.name());
        var partitions = new HashSet<>(committed.keySet());
        group.members().forEach(member -> partitions.addAll(member.partitions()));
        var lags = partitions.stream()
                .sorted(BY_NAME)
                .flatMap(partition ->
                        table
                                .find(partition)
                                .map(log -> lag(log, Optional.ofNullable(committed.get(partition))))
                                .stream())
                .toList();
        var members = group.members().stream().map(EmbeddedGroups::view).toList();
        return new Group(group.name(), group.state(), group.protocol(), group.protocolType(), members, lags);
    }

    private static Member view(GroupDirectory.Member member) {
        var partitions = member.partitions().stream().sorted(BY_NAME).toList();
        return new Member(member.id(), member.clientId(), member.host(), partitions);
    }

    private static Lag lag(PartitionLog log, Optional<CommittedOffset> committed) {
        long end = log.lastStableOffset();
        long from = committed.map(CommittedOffset::offset).orElseGet(log::logStartOffset);
        return new Lag(
                log.topicPartition(),
                committed.map(EmbeddedGroups::view),
                end,
                nothingToRead(log, from, end) ? 0 : Math.max(0, end - from));
    }

    private static Committed view(CommittedOffset found) {
        return new Committed(found.offset(), found.metadata(), Instant.ofEpochMilli(found.commitTimestamp()));
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
    }

    private void checkEmpty(String group) {
        var members = directory.describe(group).map(GroupDirectory.Group::members);
        if (members.filter(found -> !found.isEmpty()).isPresent()) {
            throw new RequestException.Conflict(
                    "Group " + group + " has members: stop the connectors or clients that read with it first.");
        }
    }
}
