package io.leat.rest.view;

import io.leat.runtime.ConnectorInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A connector as registered; the configuration is sorted by key, so that equal ones read equal. */
public record ConnectorView(String name, Map<String, String> config, List<TaskIdView> tasks, String type) {

    public static ConnectorView of(ConnectorInfo info) {
        return new ConnectorView(
                info.name(),
                new TreeMap<>(info.config()),
                info.tasks().stream().map(TaskIdView::of).toList(),
                info.type().wireName());
    }
}
