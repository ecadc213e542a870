package io.leat.broker.handler.group;

import io.leat.broker.handler.Handler;
import java.util.List;

/** The handlers of this package. */
public final class GroupHandlers {
    private GroupHandlers() {}

    public static List<Handler<?>> all(GroupPorts ports) {
        return List.of(
                new FindCoordinatorHandler(ports),
                new JoinGroupHandler(ports),
                new SyncGroupHandler(ports),
                new HeartbeatHandler(ports),
                new LeaveGroupHandler(ports),
                new ListGroupsHandler(ports),
                new DescribeGroupsHandler(ports),
                new DeleteGroupsHandler(ports),
                new ConsumerGroupHeartbeatHandler(ports),
                new ConsumerGroupDescribeHandler(ports),
                new OffsetCommitHandler(ports),
                new OffsetFetchHandler(ports),
                new OffsetDeleteHandler(ports));
    }
}
