package io.leat.broker.group;

import io.leat.broker.caller.InProcessCaller;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Offsets of groups for callers in this process: the same requests that a client would send. */
final class CoordinatedOffsets implements GroupOffsets {
    private final GroupRequests requests;
    private final OffsetsTopic offsets;
    private final OffsetsWriter writer;
    private final CommitTimes times;
    private final Topics topics;

    CoordinatedOffsets(
            GroupRequests requests, OffsetsTopic offsets, OffsetsWriter writer, CommitTimes times, Topics topics) {
        this.requests = requests;
        this.offsets = offsets;
        this.writer = writer;
        this.times = times;
        this.topics = topics;
    }

    @Override
    public List<String> list() {
        if (offsets.find().isEmpty()) {
            return List.of();
        }
        CoordinatorStart.await(requests.ready(""));
        return times.groups();
    }

    @Override
    public Map<TopicPartition, CommittedOffset> fetch(String group) {
        if (offsets.find().isEmpty()) {
            return Map.of();
        }
        var request = new OffsetFetchRequestGroup().setGroupId(group).setTopics(null);
        return found(CoordinatorStart.await(
                requests.fetchOffsets(InProcessCaller.ofTheLog(ApiKeys.OFFSET_FETCH), request, false)));
    }

    private Map<TopicPartition, CommittedOffset> found(OffsetFetchResponseGroup response) {
        check(response.groupId(), Errors.forCode(response.errorCode()), "");
        var found = new HashMap<TopicPartition, CommittedOffset>();
        for (var topic : response.topics()) {
            for (var partition : topic.partitions()) {
                var name = new TopicPartition(topic.name(), partition.partitionIndex());
                var time = times.of(response.groupId(), name).orElse(0);
                found.put(name, new CommittedOffset(partition.committedOffset(), partition.metadata(), time));
            }
        }
        return found;
    }

    @Override
    public CompletableFuture<Void> commit(String group, Map<TopicPartition, Long> positions) {
        return commitWithMetadata(group, withoutMetadata(positions));
    }

    @Override
    public CompletableFuture<Void> commitWithMetadata(String group, Map<TopicPartition, OffsetAndMetadata> positions) {
        return commit(new OffsetCommitRequestData().setGroupId(group), positions);
    }

    static Map<TopicPartition, OffsetAndMetadata> withoutMetadata(Map<TopicPartition, Long> positions) {
        var plain = new HashMap<TopicPartition, OffsetAndMetadata>();
        positions.forEach((partition, offset) -> plain.put(partition, new OffsetAndMetadata(offset)));
        return plain;
    }

    /** @param request says on whose behalf, without the topics */
    CompletableFuture<Void> commit(OffsetCommitRequestData request, Map<TopicPartition, OffsetAndMetadata> positions) {
        if (positions.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            request.setTopics(commits(positions));
        } catch (UnknownTopicOrPartitionException e) {
            return CompletableFuture.failedFuture(e);
        }
        return requests.commitOffsets(InProcessCaller.ofTheLog(ApiKeys.OFFSET_COMMIT), request)
                .exceptionallyCompose(CoordinatedOffsets::becauseOfStorage)
                .thenAccept(response -> check(request.groupId(), response));
    }

    /** Without the coordinator around it, if that could not be started because of the disk. */
    private static CompletableFuture<OffsetCommitResponseData> becauseOfStorage(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && !(cause instanceof KafkaStorageException)) {
            cause = cause.getCause();
        }
        return CompletableFuture.failedFuture(cause instanceof KafkaStorageException ? cause : failure);
    }

    private List<OffsetCommitRequestTopic> commits(Map<TopicPartition, OffsetAndMetadata> positions) {
        var byTopic = new HashMap<String, OffsetCommitRequestTopic>();
        positions.forEach((partition, offset) -> {
            var topic = existing(partition);
            byTopic.computeIfAbsent(
                            topic.name(),
                            name -> new OffsetCommitRequestTopic().setName(name).setTopicId(topic.id()))
                    .partitions()
                    .add(new OffsetCommitRequestPartition()
                            .setPartitionIndex(partition.partition())
                            .setCommittedOffset(offset.offset())
                            .setCommittedMetadata(offset.metadata()));
        });
        return List.copyOf(byTopic.values());
    }

    private TopicDescription existing(TopicPartition partition) {
        return topics.describe(partition.topic())
                .filter(topic -> partition.partition() >= 0 && partition.partition() < topic.partitions())
                .orElseThrow(() -> new UnknownTopicOrPartitionException("There is no partition " + partition + "."));
    }

    private void check(String group, OffsetCommitResponseData response) {
        for (var topic : response.topics()) {
            for (var partition : topic.partitions()) {
                check(
                        group,
                        Errors.forCode(partition.errorCode()),
                        " for " + topic.name() + "-" + partition.partitionIndex());
            }
        }
    }

    @Override
    public CompletableFuture<Void> remove(String group, Set<TopicPartition> partitions) {
        if (partitions.isEmpty() || offsets.find().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var request = new OffsetDeleteRequestData().setGroupId(group).setTopics(deletions(partitions));
        return requests.deleteOffsets(InProcessCaller.ofTheLog(ApiKeys.OFFSET_DELETE), request)
                .thenAccept(response -> check(group, response));
    }

    private static OffsetDeleteRequestTopicCollection deletions(Set<TopicPartition> partitions) {
        var topics = new OffsetDeleteRequestTopicCollection();
        for (var partition : partitions) {
            var topic = Optional.ofNullable(topics.find(partition.topic())).orElseGet(() -> {
                var first = new OffsetDeleteRequestTopic().setName(partition.topic());
                topics.add(first);
                return first;
            });
            topic.partitions().add(new OffsetDeleteRequestPartition().setPartitionIndex(partition.partition()));
        }
        return topics;
    }

    private void check(String group, OffsetDeleteResponseData response) {
        checkUnlessUnknown(group, Errors.forCode(response.errorCode()));
        response.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> check(
                                group,
                                Errors.forCode(partition.errorCode()),
                                " for " + topic.name() + "-" + partition.partitionIndex())));
    }

    @Override
    public CompletableFuture<Void> delete(String group) {
        if (offsets.find().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return requests.delete(InProcessCaller.ofTheLog(ApiKeys.DELETE_GROUPS), List.of(group))
                .thenAccept(results ->
                        results.forEach(result -> checkUnlessUnknown(group, Errors.forCode(result.errorCode()))));
    }

    private void checkUnlessUnknown(String group, Errors error) {
        if (error != Errors.GROUP_ID_NOT_FOUND) {
            check(group, error, "");
        }
    }

    /** The coordinator says that it cannot store, not why. */
    private void check(String group, Errors error, String where) {
        if (error == Errors.NONE) {
            return;
        }
        if (error == Errors.NOT_COORDINATOR || error == Errors.COORDINATOR_NOT_AVAILABLE) {
            offsets.find()
                    .flatMap(topic -> writer.lastFailure(OffsetsTopic.partitionOf(group, topic.partitions())))
                    .ifPresent(failure -> {
                        throw failure;
                    });
        }
        throw error.exception("Group " + group + where + ": " + error.message());
    }
}
