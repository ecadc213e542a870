package io.leat.broker.group;

import io.leat.broker.caller.InProcessCaller;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one static member that stands for the readers of this process in a group. */
final class JoinedGroup implements LocalGroups.Membership {
    private static final Logger LOGGER = LoggerFactory.getLogger(JoinedGroup.class);

    /** Its {@code group.instance.id}. Stored in {@code __consumer_offsets}. */
    static final String INSTANCE = "leat";

    private static final int REBALANCE_MS = 60_000;
    private static final byte[] NOTHING = {};

    private final String group;
    private final GroupRequests requests;
    private final CoordinatedOffsets offsets;
    private final int sessionMs;
    private final Consumer<String> onLeft;
    private volatile Place place = new Place("", -1);

    private record Place(String memberId, int generation) {}

    JoinedGroup(
            String group, GroupRequests requests, CoordinatedOffsets offsets, int sessionMs, Consumer<String> onLeft) {
        this.group = group;
        this.requests = requests;
        this.offsets = offsets;
        this.sessionMs = sessionMs;
        this.onLeft = onLeft;
    }

    CompletableFuture<Void> join() {
        var protocols = new JoinGroupRequestProtocolCollection();
        protocols.add(
                new JoinGroupRequestProtocol().setName(LocalGroupView.PROTOCOL).setMetadata(NOTHING));
        var request = new JoinGroupRequestData()
                .setGroupId(group)
                .setGroupInstanceId(INSTANCE)
                .setSessionTimeoutMs(sessionMs)
                .setRebalanceTimeoutMs(REBALANCE_MS)
                .setProtocolType(LocalGroupView.PROTOCOL)
                .setProtocols(protocols);
        return requests.join(InProcessCaller.ofTheLog(ApiKeys.JOIN_GROUP), request)
                .thenCompose(this::sync);
    }

    private CompletableFuture<Void> sync(JoinGroupResponseData response) {
        check(response.errorCode());
        place = new Place(response.memberId(), response.generationId());
        var request = new SyncGroupRequestData()
                .setGroupId(group)
                .setGroupInstanceId(INSTANCE)
                .setMemberId(response.memberId())
                .setGenerationId(response.generationId())
                .setProtocolType(LocalGroupView.PROTOCOL)
                .setProtocolName(LocalGroupView.PROTOCOL)
                .setAssignments(List.of(new SyncGroupRequestAssignment()
                        .setMemberId(response.memberId())
                        .setAssignment(NOTHING)));
        return requests.sync(InProcessCaller.ofTheLog(ApiKeys.SYNC_GROUP), request)
                .thenAccept(synced -> check(synced.errorCode()));
    }

    private void check(short code) {
        var error = Errors.forCode(code);
        if (error == Errors.INCONSISTENT_GROUP_PROTOCOL) {
            throw new InconsistentGroupProtocolException("Clients are members of group " + group
                    + ": stop them first, or let the connector read with a group of its own.");
        }
        if (error != Errors.NONE) {
            throw error.exception("Group " + group + ": " + error.message());
        }
    }

    @Override
    public CompletableFuture<Void> commit(Map<TopicPartition, Long> positions) {
        return commitWithMetadata(CoordinatedOffsets.withoutMetadata(positions));
    }

    @Override
    public CompletableFuture<Void> commitWithMetadata(Map<TopicPartition, OffsetAndMetadata> positions) {
        return asMember(() -> {
            var as = place;
            var request = new OffsetCommitRequestData()
                    .setGroupId(group)
                    .setGroupInstanceId(INSTANCE)
                    .setMemberId(as.memberId)
                    .setGenerationIdOrMemberEpoch(as.generation);
            return offsets.commit(request, positions);
        });
    }

    void heartbeat() {
        var unused = asMember(this::beat).whenComplete((done, failure) -> {
            if (failure != null) {
                LOGGER.warn("This process could not confirm that it is a member of group {}", group, failure);
            }
        });
    }

    private CompletableFuture<Void> beat() {
        var as = place;
        var request = new HeartbeatRequestData()
                .setGroupId(group)
                .setGroupInstanceId(INSTANCE)
                .setMemberId(as.memberId)
                .setGenerationId(as.generation);
        return requests.heartbeat(InProcessCaller.ofTheLog(ApiKeys.HEARTBEAT), request)
                .thenAccept(beaten -> check(beaten.errorCode()));
    }

    /** Joins again, once, if the coordinator has lost the member: after a long sleep of the machine, or by an admin. */
    private CompletableFuture<Void> asMember(Supplier<CompletableFuture<Void>> request) {
        return request.get()
                .exceptionallyCompose(failure -> isLost(failure)
                        ? join().thenCompose(joined -> request.get())
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isLost(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof UnknownMemberIdException
                || cause instanceof IllegalGenerationException
                || cause instanceof FencedInstanceIdException
                || cause instanceof RebalanceInProgressException;
    }

    @Override
    public void close() {
        try {
            CoordinatorStart.await(
                    requests.leave(InProcessCaller.ofTheLog(ApiKeys.LEAVE_GROUP), JoinedGroups.leave(group)));
        } catch (RuntimeException e) {
            LOGGER.warn("This process stays a member of group {} until the next start", group, e);
        } finally {
            onLeft.accept(group);
        }
    }
}
