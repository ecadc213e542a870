package io.leat.rest.view;

import io.leat.runtime.DeadLetterQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param complete false if not all letters are counted yet: ask again */
public record DeadLetterGroupsView(List<GroupView> groups, boolean complete) {

    /** Letters with one cause. @param example the id of one of them */
    public record GroupView(
            String cause,
            String stage,
            String step,
            String exception,
            String message,
            long open,
            long replaying,
            long replayed,
            long dropped,
            @Nullable String firstSeen,
            @Nullable String lastSeen,
            String example) {

        static GroupView of(DeadLetterQueue.Group group) {
            return new GroupView(
                    group.cause(),
                    group.stage(),
                    group.step(),
                    group.exception(),
                    group.message(),
                    group.open(),
                    group.replaying(),
                    group.replayed(),
                    group.dropped(),
                    DeadLetterView.time(group.firstSeen()),
                    DeadLetterView.time(group.lastSeen()),
                    group.example());
        }
    }

    public static DeadLetterGroupsView of(DeadLetterQueue.Groups groups) {
        return new DeadLetterGroupsView(
                groups.groups().stream().map(GroupView::of).toList(), groups.complete());
    }
}
