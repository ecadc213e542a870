package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.Cursor;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeTopicPartitionsRequest;
import org.apache.kafka.common.requests.DescribeTopicPartitionsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** DescribeTopicPartitions: topics by name in alphabetical order, page by page of so many partitions. */
final class DescribeTopicPartitionsHandler implements Handler<DescribeTopicPartitionsRequest> {
    private static final int MOST_PARTITIONS = 2000;

    private final Topics topics;
    private final Access access;
    private final TopicViews views;

    DescribeTopicPartitionsHandler(Topics topics, Access access, TopicViews views) {
        this.topics = topics;
        this.access = access;
        this.views = views;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_TOPIC_PARTITIONS;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeTopicPartitionsRequest request, RequestContext caller) {
        var asked = request.data();
        var all = asked.topics().isEmpty();
        var page = new Page(asked);
        var answer = new DescribeTopicPartitionsResponseData();
        for (var name : names(asked)) {
            if (page.left == 0) {
                answer.setNextCursor(new Cursor().setTopicName(name).setPartitionIndex(0));
                break;
            }
            if (access.shows(caller, AclOperation.DESCRIBE, ResourceType.TOPIC, name)) {
                describe(name, page, answer, caller);
            } else if (!all) {
                answer.topics().add(refused(name, Errors.TOPIC_AUTHORIZATION_FAILED));
            }
            if (answer.nextCursor() != null) {
                break;
            }
        }
        return Answer.now(new DescribeTopicPartitionsResponse(answer));
    }

    private SortedSet<String> names(DescribeTopicPartitionsRequestData asked) {
        var names = new TreeSet<String>();
        if (asked.topics().isEmpty()) {
            names.addAll(topics.list());
        } else {
            asked.topics().stream().map(TopicRequest::name).forEach(names::add);
        }
        return asked.cursor() == null ? names : names.tailSet(asked.cursor().topicName());
    }

    private void describe(String name, Page page, DescribeTopicPartitionsResponseData answer, RequestContext caller) {
        var error = Topic.isValid(name) ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION;
        topics.describe(name)
                .ifPresentOrElse(
                        topic -> page.add(topic, answer, views.operations(caller, name)),
                        () -> answer.topics().add(refused(name, error)));
    }

    private static DescribeTopicPartitionsResponseTopic refused(String name, Errors error) {
        return new DescribeTopicPartitionsResponseTopic()
                .setErrorCode(error.code())
                .setName(name)
                .setTopicId(Uuid.ZERO_UUID)
                .setIsInternal(error != Errors.TOPIC_AUTHORIZATION_FAILED && Topic.isInternal(name));
    }

    /** What still fits in the answer. */
    private final class Page {
        private final Optional<DescribeTopicPartitionsRequestData.Cursor> start;
        private int left;

        Page(DescribeTopicPartitionsRequestData asked) {
            start = Optional.ofNullable(asked.cursor());
            left = Math.max(1, Math.min(MOST_PARTITIONS, asked.responsePartitionLimit()));
            start.filter(cursor -> cursor.partitionIndex() < 0).ifPresent(cursor -> {
                throw new InvalidRequestException(
                        "DescribeTopicPartitionsRequest cursor partition must be valid: " + cursor);
            });
        }

        void add(TopicDescription topic, DescribeTopicPartitionsResponseData answer, int operations) {
            var first = start.filter(cursor -> cursor.topicName().equals(topic.name()))
                    .map(DescribeTopicPartitionsRequestData.Cursor::partitionIndex)
                    .orElse(0);
            if (first >= topic.partitions()) {
                return;
            }
            var end = Math.min(topic.partitions(), first + left);
            var view = new DescribeTopicPartitionsResponseTopic()
                    .setName(topic.name())
                    .setTopicId(topic.id())
                    .setIsInternal(topic.internal())
                    .setTopicAuthorizedOperations(operations);
            for (var index = first; index < end; index++) {
                view.partitions().add(partition(topic, index));
            }
            answer.topics().add(view);
            left -= end - first;
            if (end < topic.partitions()) {
                answer.setNextCursor(new Cursor().setTopicName(topic.name()).setPartitionIndex(end));
            }
        }

        private DescribeTopicPartitionsResponsePartition partition(TopicDescription topic, int index) {
            var known = views.partition(topic, index);
            return new DescribeTopicPartitionsResponsePartition()
                    .setPartitionIndex(index)
                    .setLeaderId(known.leaderId())
                    .setLeaderEpoch(known.leaderEpoch())
                    .setReplicaNodes(known.replicaNodes())
                    .setIsrNodes(known.isrNodes())
                    .setEligibleLeaderReplicas(List.of())
                    .setLastKnownElr(List.of())
                    .setOfflineReplicas(known.offlineReplicas());
        }
    }
}
