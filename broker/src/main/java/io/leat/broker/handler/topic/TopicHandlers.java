package io.leat.broker.handler.topic;

import io.leat.broker.handler.Handler;
import io.leat.broker.handler.ServerNode;
import java.util.List;

/** The handlers of this package. */
public final class TopicHandlers {

    private TopicHandlers() {}

    public static List<Handler<?>> of(TopicPorts ports, ServerNode node) {
        var topics = ports.topics();
        var access = ports.access();
        var views = new TopicViews(topics, access, node);
        return List.of(
                new MetadataHandler(topics, ports.settings(), access, node, views),
                new CreateTopicsHandler(topics, new TopicRequests(ports.settings(), node), access, new TopicConfigs()));
    }
}
