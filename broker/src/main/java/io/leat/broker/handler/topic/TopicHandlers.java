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
        var requests = new TopicRequests(ports.settings(), node);
        var configs = new TopicConfigs(topics, new ConfigValues(ports.brokerSettings()));
        var targets = new ConfigTargets(ports, configs, node);
        var mutations = ports.quotas().mutations();
        var autoCreation = new AutoCreation(topics, ports.settings().autoCreate(), access, views, mutations);
        return List.of(
                new MetadataHandler(topics, access, node, views, autoCreation),
                new DescribeTopicPartitionsHandler(topics, access, views),
                new DescribeClusterHandler(access, node),
                new CreateTopicsHandler(topics, requests, access, configs, mutations),
                new DeleteTopicsHandler(topics, ports.settings().delete(), access, mutations),
                new CreatePartitionsHandler(topics, requests, access, mutations),
                new DescribeConfigsHandler(targets),
                new AlterConfigsHandler(targets),
                new IncrementalAlterConfigsHandler(targets),
                new ListConfigResourcesHandler(topics, ports.groupConfigs(), access, node),
                new DescribeClientQuotasHandler(ports.quotas(), access),
                new AlterClientQuotasHandler(ports.quotas(), access));
    }
}
