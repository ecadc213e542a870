package io.leat.broker.group;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroupMember;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.utils.Utils;

/**
 * Shows groups of this process as ordinary consumer groups: the readers instead of the one member that stands for them.
 * Safe for use from any thread.
 */
final class LocalGroupView {
    /** What the coordinator knows as the protocol of these groups. Stored in {@code __consumer_offsets}. */
    static final String PROTOCOL = "leat";

    private final Map<String, LocalMembers> groups = new ConcurrentHashMap<>();

    /** @return false if the group is shown already */
    boolean add(String group, LocalMembers members) {
        return groups.putIfAbsent(group, members) == null;
    }

    void remove(String group) {
        groups.remove(group);
    }

    ListGroupsResponseData show(ListGroupsResponseData list) {
        list.groups().stream()
                .filter(group -> group.protocolType().equals(PROTOCOL))
                .forEach(group -> group.setProtocolType(ConsumerProtocol.PROTOCOL_TYPE));
        return list;
    }

    DescribedGroup show(DescribedGroup group) {
        if (!group.protocolType().equals(PROTOCOL)) {
            return group;
        }
        group.setProtocolType(ConsumerProtocol.PROTOCOL_TYPE);
        if (!group.members().isEmpty()) {
            var members = groups.getOrDefault(group.groupId(), List::of);
            group.setMembers(members.list().stream().map(LocalGroupView::show).toList());
        }
        return group;
    }

    private static DescribedGroupMember show(LocalMembers.Member member) {
        var subscription = ConsumerProtocol.serializeSubscription(new Subscription(member.topics()));
        var assignment = ConsumerProtocol.serializeAssignment(new Assignment(member.partitions()));
        return new DescribedGroupMember()
                .setMemberId(member.id())
                .setClientId(member.clientId())
                .setClientHost("/" + InetAddress.getLoopbackAddress().getHostAddress())
                .setMemberMetadata(Utils.toArray(subscription))
                .setMemberAssignment(Utils.toArray(assignment));
    }
}
