package io.leat.distribution.log;

import io.leat.broker.group.LocalGroups;
import io.leat.broker.group.LocalMembers;
import io.leat.runtime.log.TopicSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Shares partitions out among the readers of this process, a range of each topic to each. A partition changes hands only
 * when its owner has released it, so that no two readers ever read it at a time. As long as it has readers this process is
 * a member of the group for Kafka clients too, which keeps those out.
 *
 * <p>This object's lock is a leaf: nothing is called under it that takes another. Who comes and goes waits for the
 * coordinator under the lock of {@code doors}.
 */
final class ReaderGroup {

    private final String name;
    private final TopicTable table;
    private final LocalGroups local;
    private final Object doors = new Object();
    private volatile LocalGroups.@Nullable Membership membership;
    private long joined;
    private final List<Member> members = new ArrayList<>();
    private final Map<TopicPartition, Member> owners = new HashMap<>();

    ReaderGroup(String name, TopicTable table, LocalGroups local) {
        this.name = name;
        this.table = table;
        this.local = local;
    }

    /** A reader, as the group knows it. */
    static final class Member {
        private final String id;
        private final String clientId;
        private final TopicSelection topics;
        private final Signal signal;
        private volatile boolean rebalanceDue = true;

        private Member(String id, String clientId, TopicSelection topics, Signal signal) {
            this.id = id;
            this.clientId = clientId;
            this.topics = topics;
            this.signal = signal;
        }

        /** Tells once for each time that its share may have changed. */
        boolean isRebalanceDue() {
            boolean due = rebalanceDue;
            rebalanceDue = false;
            return due;
        }

        private boolean wants(String topic, TopicTable table) {
            return topics.contains(topic) && (topics instanceof TopicSelection.Named || !table.isReserved(topic));
        }
    }

    String name() {
        return name;
    }

    /** @throws org.apache.kafka.common.errors.ApiException if Kafka clients are members, or the disk fails */
    Member join(String clientId, TopicSelection topics, Signal signal) {
        Member member;
        synchronized (doors) {
            if (membership == null) {
                membership = local.join(name, this::shown);
            }
            member = new Member(clientId + "-" + ++joined, clientId, topics, signal);
            synchronized (this) {
                members.add(member);
            }
        }
        rebalance();
        return member;
    }

    void leave(Member member) {
        synchronized (doors) {
            boolean last;
            synchronized (this) {
                members.remove(member);
                owners.values().removeIf(member::equals);
                last = members.isEmpty();
            }
            var left = membership;
            if (last && left != null) {
                left.close();
                membership = null;
            }
        }
        rebalance();
    }

    /** Empty if the group has no readers. */
    Optional<CompletableFuture<Void>> commit(Map<TopicPartition, OffsetAndMetadata> positions) {
        return Optional.ofNullable(membership).map(member -> member.commitWithMetadata(positions));
    }

    private List<LocalMembers.Member> shown() {
        return members().stream().map(this::show).toList();
    }

    private LocalMembers.Member show(Member member) {
        var owned = owned(member);
        var topics = member.topics instanceof TopicSelection.Named named
                ? List.copyOf(named.topics())
                : owned.stream().map(TopicPartition::topic).distinct().toList();
        return new LocalMembers.Member(member.id, member.clientId, topics, owned);
    }

    /** Asks all members to look at their share. */
    void rebalance() {
        for (var member : members()) {
            member.rebalanceDue = true;
            member.signal.raise();
        }
    }

    synchronized List<Member> members() {
        return List.copyOf(members);
    }

    /** What the member should read, whoever reads it now. */
    Set<TopicPartition> share(Member member) {
        var share = new LinkedHashSet<TopicPartition>();
        var all = members();
        for (var topic : table.names()) {
            var readers = all.stream()
                    .filter(candidate -> candidate.wants(topic, table))
                    .toList();
            int place = readers.indexOf(member);
            if (place >= 0) {
                table.find(topic).ifPresent(found -> addRange(share, found.names(), place, readers.size()));
            }
        }
        return share;
    }

    private static void addRange(Set<TopicPartition> share, List<TopicPartition> partitions, int place, int readers) {
        for (int i = 0; i < partitions.size(); i++) {
            if ((long) i * readers / partitions.size() == place) {
                share.add(partitions.get(i));
            }
        }
    }

    /** Makes the member the owner of those that nobody else owns. @return what it owns of the wanted */
    synchronized Set<TopicPartition> take(Member member, Set<TopicPartition> wanted) {
        var taken = new LinkedHashSet<TopicPartition>();
        if (!members.contains(member)) {
            return taken; // it was closed by another thread meanwhile, and would own them for ever
        }
        for (var partition : wanted) {
            if (owners.computeIfAbsent(partition, free -> member) == member) {
                taken.add(partition);
            }
        }
        return taken;
    }

    void release(Member member, Set<TopicPartition> partitions) {
        synchronized (this) {
            partitions.forEach(partition -> owners.remove(partition, member));
        }
        rebalance();
    }

    synchronized List<TopicPartition> owned(Member member) {
        return owners.entrySet().stream()
                .filter(owner -> owner.getValue() == member)
                .map(Map.Entry::getKey)
                .sorted(EmbeddedGroups.BY_NAME)
                .toList();
    }
}
