package io.leat.broker.topic;

import org.apache.kafka.common.errors.ApiException;

/** What came of one topic among several to be made. */
public sealed interface Creation {

    /** The topic is there, or could be made if that was the question. */
    record Made(TopicDescription topic) implements Creation {}

    /** @param reason as {@link Topics} lists them */
    record Refused(String name, ApiException reason) implements Creation {}
}
