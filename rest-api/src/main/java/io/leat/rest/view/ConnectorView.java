package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leat.runtime.ConnectorInfo;
import io.leat.runtime.CreatedAt;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A connector as registered; the configuration is sorted by key, so that equal ones read equal.
 *
 * @param offsetsStatus what became of the offsets it was created with; left out where there were none (KIP-995)
 */
public record ConnectorView(
        String name,
        Map<String, String> config,
        List<TaskIdView> tasks,
        String type,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String offsetsStatus) {

    public static ConnectorView of(ConnectorInfo info) {
        return of(info, null);
    }

    public static ConnectorView ofCreated(CreatedAt created) {
        return of(created.info(), created.offsetsStatus());
    }

    private static ConnectorView of(ConnectorInfo info, @Nullable String offsetsStatus) {
        return new ConnectorView(
                info.name(),
                new TreeMap<>(info.config()),
                info.tasks().stream().map(TaskIdView::of).toList(),
                info.type().wireName(),
                offsetsStatus);
    }
}
