package io.leat.runtime.connector;

import io.leat.runtime.ConnectorTaskId;

/** Told of the first use of a topic by a task; must not block. */
@FunctionalInterface
public interface TopicUse {

    void used(ConnectorTaskId id, String topic);
}
