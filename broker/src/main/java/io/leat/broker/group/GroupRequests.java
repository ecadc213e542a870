package io.leat.broker.group;

import java.util.List;
import java.util.concurrent.CompletableFuture;
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
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/**
 * What the protocol asks of consumer groups, in the protocol's own terms. Access was checked, and topics are given by
 * name, with their id where that is known. Never blocks; the first request starts the coordinator. Errors are in the
 * answers; a future fails with Kafka's {@code CoordinatorNotAvailableException} if the coordinator could not be started.
 * What changes a group is on disk when the future completes. Futures complete on a thread of the coordinator.
 */
public interface GroupRequests {

    /** Completes when requests for this group can be answered; fails with what FindCoordinator should tell. */
    CompletableFuture<Void> ready(String group);

    CompletableFuture<JoinGroupResponseData> join(AuthorizableRequestContext caller, JoinGroupRequestData request);

    CompletableFuture<SyncGroupResponseData> sync(AuthorizableRequestContext caller, SyncGroupRequestData request);

    CompletableFuture<HeartbeatResponseData> heartbeat(AuthorizableRequestContext caller, HeartbeatRequestData request);

    CompletableFuture<LeaveGroupResponseData> leave(AuthorizableRequestContext caller, LeaveGroupRequestData request);

    /** Of the newer consumer protocol (KIP-848). */
    CompletableFuture<ConsumerGroupHeartbeatResponseData> consumerHeartbeat(
            AuthorizableRequestContext caller, ConsumerGroupHeartbeatRequestData request);

    /** Groups of the newer consumer protocol; others are answered with {@code GROUP_ID_NOT_FOUND}. */
    CompletableFuture<List<ConsumerGroupDescribeResponseData.DescribedGroup>> describeConsumer(
            AuthorizableRequestContext caller, List<String> groups);

    /** Classic groups, those of this process included. */
    CompletableFuture<List<DescribeGroupsResponseData.DescribedGroup>> describe(
            AuthorizableRequestContext caller, List<String> groups);

    CompletableFuture<ListGroupsResponseData> list(AuthorizableRequestContext caller, ListGroupsRequestData request);

    CompletableFuture<DeletableGroupResultCollection> delete(AuthorizableRequestContext caller, List<String> groups);

    /** @param request without topics for all offsets of the group */
    CompletableFuture<OffsetFetchResponseGroup> fetchOffsets(
            AuthorizableRequestContext caller, OffsetFetchRequestGroup request, boolean requireStable);

    CompletableFuture<OffsetCommitResponseData> commitOffsets(
            AuthorizableRequestContext caller, OffsetCommitRequestData request);

    CompletableFuture<OffsetDeleteResponseData> deleteOffsets(
            AuthorizableRequestContext caller, OffsetDeleteRequestData request);
}
