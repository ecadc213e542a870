package io.leat.broker.group;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResultCollection;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.coordinator.group.GroupCoordinator;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** Hands requests to the coordinator, once it is there. */
final class CoordinatedGroups implements GroupRequests, TransactionalOffsets {
    private final CoordinatorStart start;
    private final OffsetsTopic topic;
    private final LocalGroupView local;

    CoordinatedGroups(CoordinatorStart start, OffsetsTopic topic, LocalGroupView local) {
        this.start = start;
        this.topic = topic;
        this.local = local;
    }

    private <T> CompletableFuture<T> ask(Function<GroupCoordinator, CompletableFuture<T>> question) {
        return start.ready().thenCompose(coordinator -> question.apply(coordinator.service()));
    }

    @Override
    public CompletableFuture<Void> ready(String group) {
        return start.ready().thenAccept(coordinator -> {
            var partition = coordinator.partitionOf(group);
            if (!topic.log(partition).online()) {
                throw new CoordinatorNotAvailableException("Partition " + partition + " is offline.");
            }
        });
    }

    @Override
    public CompletableFuture<TopicPartition> partitionFor(String group) {
        return start.ready().thenApply(coordinator -> coordinator.partitionOf(group));
    }

    @Override
    public CompletableFuture<JoinGroupResponseData> join(
            AuthorizableRequestContext caller, JoinGroupRequestData request) {
        return ask(groups -> groups.joinGroup(caller, request, BufferSupplier.NO_CACHING));
    }

    @Override
    public CompletableFuture<SyncGroupResponseData> sync(
            AuthorizableRequestContext caller, SyncGroupRequestData request) {
        return ask(groups -> groups.syncGroup(caller, request, BufferSupplier.NO_CACHING));
    }

    @Override
    public CompletableFuture<HeartbeatResponseData> heartbeat(
            AuthorizableRequestContext caller, HeartbeatRequestData request) {
        return ask(groups -> groups.heartbeat(caller, request));
    }

    @Override
    public CompletableFuture<LeaveGroupResponseData> leave(
            AuthorizableRequestContext caller, LeaveGroupRequestData request) {
        return ask(groups -> groups.leaveGroup(caller, request));
    }

    @Override
    public CompletableFuture<ConsumerGroupHeartbeatResponseData> consumerHeartbeat(
            AuthorizableRequestContext caller, ConsumerGroupHeartbeatRequestData request) {
        return ask(groups -> groups.consumerGroupHeartbeat(caller, request));
    }

    @Override
    public CompletableFuture<List<ConsumerGroupDescribeResponseData.DescribedGroup>> describeConsumer(
            AuthorizableRequestContext caller, List<String> names) {
        return ask(groups -> groups.consumerGroupDescribe(caller, names));
    }

    @Override
    public CompletableFuture<List<DescribeGroupsResponseData.DescribedGroup>> describe(
            AuthorizableRequestContext caller, List<String> names) {
        return ask(groups -> groups.describeGroups(caller, names))
                .thenApply(described -> described.stream().map(local::show).toList());
    }

    @Override
    public CompletableFuture<ListGroupsResponseData> list(
            AuthorizableRequestContext caller, ListGroupsRequestData request) {
        if (topic.find().isEmpty()) {
            return CompletableFuture.completedFuture(new ListGroupsResponseData());
        }
        return ask(groups -> groups.listGroups(caller, request)).thenApply(local::show);
    }

    @Override
    public CompletableFuture<DeletableGroupResultCollection> delete(
            AuthorizableRequestContext caller, List<String> names) {
        return ask(groups -> groups.deleteGroups(caller, names, BufferSupplier.NO_CACHING));
    }

    @Override
    public CompletableFuture<OffsetFetchResponseGroup> fetchOffsets(
            AuthorizableRequestContext caller, OffsetFetchRequestGroup request, boolean requireStable) {
        return ask(groups -> groups.fetchOffsets(caller, request, requireStable));
    }

    @Override
    public CompletableFuture<OffsetCommitResponseData> commitOffsets(
            AuthorizableRequestContext caller, OffsetCommitRequestData request) {
        return ask(groups -> groups.commitOffsets(caller, request, BufferSupplier.NO_CACHING));
    }

    @Override
    public CompletableFuture<OffsetDeleteResponseData> deleteOffsets(
            AuthorizableRequestContext caller, OffsetDeleteRequestData request) {
        return ask(groups -> groups.deleteOffsets(caller, request, BufferSupplier.NO_CACHING));
    }

    @Override
    public CompletableFuture<TxnOffsetCommitResponseData> commit(
            AuthorizableRequestContext caller, TxnOffsetCommitRequestData request) {
        return ask(groups -> groups.commitTransactionalOffsets(caller, request, BufferSupplier.NO_CACHING));
    }

    @Override
    public CompletableFuture<Void> complete(
            TopicPartition partition,
            long producerId,
            short producerEpoch,
            int coordinatorEpoch,
            boolean commit,
            short transactionVersion) {
        var result = commit ? TransactionResult.COMMIT : TransactionResult.ABORT;
        return ask(groups -> groups.completeTransaction(
                partition, producerId, producerEpoch, coordinatorEpoch, result, transactionVersion));
    }
}
