package io.leat.broker.group;

import io.leat.broker.caller.InProcessCaller;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData.ListedGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.coordinator.group.GroupCoordinator;
import org.apache.kafka.coordinator.group.classic.ClassicGroupState;

/**
 * The groups that this process is in. The session is the longest possible, because the coordinator cannot be lost without
 * its members; what a killed process has left behind is taken out of the groups when the next one starts.
 */
final class JoinedGroups implements LocalGroups, AutoCloseable {
    private static final int HEARTBEATS_PER_SESSION = 3;

    private final GroupRequests requests;
    private final CoordinatedOffsets offsets;
    private final LocalGroupView view;
    private final int sessionMs;
    private final Map<String, JoinedGroup> joined = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heartbeats = newHeartbeats();

    JoinedGroups(GroupRequests requests, CoordinatedOffsets offsets, LocalGroupView view, int sessionMs) {
        this.requests = requests;
        this.offsets = offsets;
        this.view = view;
        this.sessionMs = sessionMs;
        var interval = sessionMs / HEARTBEATS_PER_SESSION;
        var unused = heartbeats.scheduleWithFixedDelay(
                () -> joined.values().forEach(JoinedGroup::heartbeat), interval, interval, TimeUnit.MILLISECONDS);
    }

    /** Starts its thread with the first task. */
    private static ScheduledExecutorService newHeartbeats() {
        return new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "local-groups");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Membership join(String group, LocalMembers members) {
        var fresh = new JoinedGroup(group, requests, offsets, sessionMs, this::left);
        if (joined.putIfAbsent(group, fresh) != null) {
            throw new IllegalStateException("This process is in group " + group + " already.");
        }
        view.add(group, members);
        try {
            CoordinatorStart.await(fresh.join());
            return fresh;
        } catch (RuntimeException e) {
            left(group);
            throw e;
        }
    }

    private void left(String group) {
        joined.remove(group);
        view.remove(group);
    }

    @Override
    public void close() {
        heartbeats.shutdownNow();
    }

    /** Takes the members of an earlier process out of their groups. */
    static CompletableFuture<Void> evictLeftovers(GroupCoordinator coordinator) {
        var list = coordinator.listGroups(InProcessCaller.ofTheLog(ApiKeys.LIST_GROUPS), new ListGroupsRequestData());
        return list.thenCompose(found -> CompletableFuture.allOf(found.groups().stream()
                .filter(JoinedGroups::hasLeftovers)
                .map(group ->
                        coordinator.leaveGroup(InProcessCaller.ofTheLog(ApiKeys.LEAVE_GROUP), leave(group.groupId())))
                .toArray(CompletableFuture[]::new)));
    }

    private static boolean hasLeftovers(ListedGroup group) {
        return group.protocolType().equals(LocalGroupView.PROTOCOL)
                && !group.groupState().equals(ClassicGroupState.EMPTY.toString());
    }

    static LeaveGroupRequestData leave(String group) {
        var member = new MemberIdentity().setGroupInstanceId(JoinedGroup.INSTANCE);
        return new LeaveGroupRequestData().setGroupId(group).setMembers(List.of(member));
    }
}
