/**
 * The requests about topics, their settings and clients' quotas. A handler asks {@link io.leat.broker.security.Access}
 * for each resource, then the {@link io.leat.broker.topic.Topics}; a topic that the caller may not describe is answered
 * as if nobody had looked. Gathered by {@link io.leat.broker.handler.topic.TopicHandlers}.
 */
@NullMarked
package io.leat.broker.handler.topic;

import org.jspecify.annotations.NullMarked;
