package io.leat.rest.fake;

import io.leat.runtime.ConnectorInfo;
import io.leat.runtime.ConnectorOffset;
import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorStatus;
import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.TargetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A connector of the {@link FakeWorker}, in whatever state it was asked to be in. */
final class FakeConnector {

    final String name;
    final Map<String, String> config;
    final List<ConnectorOffset> offsets = new ArrayList<>();
    TargetState target;
    List<String> topics;

    FakeConnector(String name, Map<String, String> config, TargetState target) {
        this.name = name;
        this.config = config;
        this.target = target;
        this.topics = List.of(config.getOrDefault("topic", config.getOrDefault("topics", "t1")));
        offsets.add(FakePlugins.firstOffset(type(), config));
    }

    ConnectorType type() {
        return FakePlugins.type(config.get("connector.class"));
    }

    int tasks() {
        return switch (target) {
            case STOPPED -> 0;
            case STARTED, PAUSED ->
                type() == ConnectorType.SOURCE ? 1 : Integer.parseInt(config.getOrDefault("tasks.max", "1"));
        };
    }

    ConnectorState state() {
        return switch (target) {
            case STARTED -> ConnectorState.RUNNING;
            case PAUSED -> ConnectorState.PAUSED;
            case STOPPED -> ConnectorState.STOPPED;
        };
    }

    ConnectorInfo created() {
        return new ConnectorInfo(name, config, List.of(), type());
    }

    ConnectorInfo info() {
        var ids = IntStream.range(0, tasks())
                .mapToObj(task -> new ConnectorTaskId(name, task))
                .toList();
        return new ConnectorInfo(name, config, ids, type());
    }

    ConnectorStatus status(ConnectorState state) {
        var current =
                new ConnectorStatus.State(state, FakeWorker.ID, Optional.empty(), Optional.of(FakeWorker.VERSION));
        var all = IntStream.range(0, tasks())
                .mapToObj(task -> new ConnectorStatus.TaskStatus(task, current))
                .toList();
        return new ConnectorStatus(name, current, all, type());
    }
}
