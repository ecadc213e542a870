package io.leat.broker.group;

import io.leat.broker.caller.InProcessCaller;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData.ListedGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.types.SchemaException;

/** Asks for lists and descriptions as an admin client would. */
final class CoordinatedDirectory implements GroupDirectory {
    private final GroupRequests requests;
    private final OffsetsTopic topic;

    CoordinatedDirectory(GroupRequests requests, OffsetsTopic topic) {
        this.requests = requests;
        this.topic = topic;
    }

    @Override
    public List<Group> list() {
        var request = new ListGroupsRequestData();
        var listed = CoordinatorStart.await(requests.list(InProcessCaller.ofTheLog(ApiKeys.LIST_GROUPS), request));
        return describe(listed.groups());
    }

    private List<Group> describe(List<ListedGroup> listed) {
        var found = new ArrayList<Group>();
        found.addAll(classic(names(listed, type -> type == GroupType.CLASSIC)));
        found.addAll(modern(names(listed, type -> type == GroupType.CONSUMER)));
        found.sort(Comparator.comparing(Group::name));
        return found;
    }

    private static List<String> names(List<ListedGroup> listed, Predicate<GroupType> types) {
        return listed.stream()
                .filter(group -> types.test(GroupType.parse(group.groupType())))
                .map(ListedGroup::groupId)
                .toList();
    }

    @Override
    public Optional<Group> describe(String name) {
        if (topic.find().isEmpty()) {
            return Optional.empty();
        }
        var groups = List.of(name);
        return classic(groups).stream()
                .findFirst()
                .or(() -> modern(groups).stream().findFirst());
    }

    private List<Group> classic(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        var described =
                CoordinatorStart.await(requests.describe(InProcessCaller.ofTheLog(ApiKeys.DESCRIBE_GROUPS), names));
        return described.stream()
                .filter(group -> group.errorCode() == Errors.NONE.code())
                .map(CoordinatedDirectory::group)
                .toList();
    }

    private static Group group(DescribeGroupsResponseData.DescribedGroup group) {
        var members = group.members().stream()
                .map(member -> new Member(
                        member.memberId(),
                        member.clientId(),
                        member.clientHost(),
                        partitions(group.protocolType(), member.memberAssignment())))
                .toList();
        return new Group(group.groupId(), group.groupState(), name(GroupType.CLASSIC), group.protocolType(), members);
    }

    private static String name(GroupType type) {
        return type.toString().toLowerCase(Locale.ROOT);
    }

    /** Nothing for what is no consumer's assignment: these bytes belong to the clients. */
    private static List<TopicPartition> partitions(String protocolType, byte[] assignment) {
        if (assignment.length == 0 || !protocolType.equals(ConsumerProtocol.PROTOCOL_TYPE)) {
            return List.of();
        }
        try {
            return ConsumerProtocol.deserializeAssignment(ByteBuffer.wrap(assignment))
                    .partitions();
        } catch (SchemaException e) {
            return List.of();
        }
    }

    private List<Group> modern(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        var caller = InProcessCaller.ofTheLog(ApiKeys.CONSUMER_GROUP_DESCRIBE);
        var described = CoordinatorStart.await(requests.describeConsumer(caller, names));
        return described.stream()
                .filter(group -> group.errorCode() == Errors.NONE.code())
                .map(CoordinatedDirectory::group)
                .toList();
    }

    private static Group group(ConsumerGroupDescribeResponseData.DescribedGroup group) {
        var members = group.members().stream()
                .map(member -> new Member(
                        member.memberId(), member.clientId(), member.clientHost(), partitions(member.assignment())))
                .toList();
        return new Group(
                group.groupId(), group.groupState(), name(GroupType.CONSUMER), ConsumerProtocol.PROTOCOL_TYPE, members);
    }

    private static List<TopicPartition> partitions(ConsumerGroupDescribeResponseData.Assignment assignment) {
        return assignment.topicPartitions().stream()
                .flatMap(found ->
                        found.partitions().stream().map(partition -> new TopicPartition(found.topicName(), partition)))
                .toList();
    }
}
