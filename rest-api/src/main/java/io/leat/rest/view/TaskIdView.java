package io.leat.rest.view;

import io.leat.runtime.ConnectorTaskId;

/** {@code {"connector":"src","task":0}}. */
public record TaskIdView(String connector, int task) {

    static TaskIdView of(ConnectorTaskId id) {
        return new TaskIdView(id.connector(), id.task());
    }
}
