package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.DescribedGroup;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.Member;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.TopicPartitions;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ConsumerGroupDescribeRequest;
import org.apache.kafka.common.requests.ConsumerGroupDescribeResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Describes groups of the consumer protocol (KIP-848). */
final class ConsumerGroupDescribeHandler implements Handler<ConsumerGroupDescribeRequest> {
    private final GroupPorts ports;

    ConsumerGroupDescribeHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.CONSUMER_GROUP_DESCRIBE;
    }

    @Override
    public CompletableFuture<Answer> handle(ConsumerGroupDescribeRequest request, RequestContext context) {
        var allowed = new ArrayList<String>();
        var groups = new ArrayList<DescribedGroup>();
        for (var group : request.data().groupIds()) {
            if (ports.allows(context, AclOperation.DESCRIBE, group)) {
                allowed.add(group);
            } else {
                groups.add(
                        new DescribedGroup().setGroupId(group).setErrorCode(Errors.GROUP_AUTHORIZATION_FAILED.code()));
            }
        }
        return describe(allowed, context).thenApply(described -> {
            for (var group : described) {
                groups.add(visible(group, request.data().includeAuthorizedOperations(), context));
            }
            return Answer.reply(
                    new ConsumerGroupDescribeResponse(new ConsumerGroupDescribeResponseData().setGroups(groups)));
        });
    }

    private CompletableFuture<List<DescribedGroup>> describe(List<String> groups, RequestContext context) {
        return groups.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : ports.groups().describeConsumer(context, groups);
    }

    private DescribedGroup visible(DescribedGroup group, boolean withOperations, RequestContext context) {
        var hidden = topics(group)
                .distinct()
                .anyMatch(topic -> !ports.access().shows(context, AclOperation.DESCRIBE, ResourceType.TOPIC, topic));
        if (hidden) {
            return new DescribedGroup()
                    .setGroupId(group.groupId())
                    .setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code())
                    .setErrorMessage("The group reads topics that the client may not describe.");
        }
        if (withOperations && group.errorCode() == Errors.NONE.code()) {
            group.setAuthorizedOperations(ports.operations(context, group.groupId()));
        }
        return group;
    }

    private static Stream<String> topics(DescribedGroup group) {
        return group.members().stream()
                .flatMap(member -> Stream.concat(member.subscribedTopicNames().stream(), assigned(member)));
    }

    private static Stream<String> assigned(Member member) {
        return Stream.of(member.assignment(), member.targetAssignment())
                .flatMap(assignment -> assignment.topicPartitions().stream())
                .map(TopicPartitions::topicName);
    }
}
