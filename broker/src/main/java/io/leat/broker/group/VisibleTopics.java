package io.leat.broker.group;

import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** Which topics a subscription by pattern may find. Asked on a thread of the coordinator; must not block. */
@FunctionalInterface
public interface VisibleTopics {

    /** Whether the client may know that the topic exists. */
    boolean shows(AuthorizableRequestContext caller, String topic);
}
