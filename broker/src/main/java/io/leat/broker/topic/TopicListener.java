package io.leat.broker.topic;

import org.apache.kafka.common.Uuid;

/**
 * Told of topics that come, go or grow. Called after the change is durable, one change at a time, on the thread that
 * made it; must not block nor change topics itself.
 */
public interface TopicListener {

    /** The topic exists and can be appended to. */
    default void created(TopicDescription topic) {}

    /** Its settings or its partition count have changed. */
    default void changed(TopicDescription topic) {}

    /** The topic is gone; one made later under this name has another id. */
    default void deleted(String name, Uuid id) {}
}
