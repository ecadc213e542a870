package io.leat.broker.handler.topic;

import io.leat.broker.group.GroupConfigs;
import io.leat.broker.handler.ServerNode;
import io.leat.broker.security.Access;
import io.leat.broker.topic.BrokerSettings;
import io.leat.broker.topic.SettingScope;
import io.leat.broker.topic.Topics;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Finds what a request about settings names, if the caller may do this with it. */
final class ConfigTargets {
    private final Topics topics;
    private final BrokerSettings settings;
    private final GroupConfigs groups;
    private final TopicConfigs topicConfigs;
    private final Access access;
    private final ServerNode node;

    ConfigTargets(TopicPorts ports, TopicConfigs topicConfigs, ServerNode node) {
        this.topics = ports.topics();
        this.settings = ports.brokerSettings();
        this.groups = ports.groupConfigs();
        this.topicConfigs = topicConfigs;
        this.access = ports.access();
        this.node = node;
    }

    /** @throws org.apache.kafka.common.errors.ApiException if it may not be used, or there is no such thing */
    ConfigTarget find(ConfigResource.Type type, String name, AclOperation operation, RequestContext caller) {
        require(type, name, operation, caller);
        return switch (type) {
            case TOPIC -> topic(name);
            case BROKER -> broker(name);
            case GROUP -> group(name);
            case BROKER_LOGGER -> {
                requireThisNode(name, false);
                yield new NoSettings("loggers");
            }
            case CLIENT_METRICS -> new NoSettings("client metrics");
            case UNKNOWN -> throw unexpected(type, name);
        };
    }

    private void require(ConfigResource.Type type, String name, AclOperation operation, RequestContext caller) {
        switch (type) {
            case TOPIC -> {
                if (!access.allows(caller, operation, ResourceType.TOPIC, name)) {
                    throw new TopicAuthorizationException("Topic authorization failed.");
                }
            }
            case GROUP -> {
                if (!access.allows(caller, operation, ResourceType.GROUP, name)) {
                    throw new GroupAuthorizationException("Group authorization failed.");
                }
            }
            case BROKER, BROKER_LOGGER, CLIENT_METRICS -> {
                if (!access.allowsCluster(caller, operation)) {
                    throw new ClusterAuthorizationException("Cluster authorization failed.");
                }
            }
            case UNKNOWN -> throw unexpected(type, name);
        }
    }

    private static InvalidRequestException unexpected(ConfigResource.Type type, String name) {
        return new InvalidRequestException("Unexpected resource type " + type + " for resource " + name);
    }

    private ConfigTarget topic(String name) {
        if (name.isEmpty()) {
            throw new InvalidRequestException("Default topic resources are not allowed.");
        }
        Topic.validate(name);
        return topics.describe(name)
                .map(topicConfigs::target)
                .orElseThrow(() -> new UnknownTopicOrPartitionException("The topic '" + name + "' does not exist."));
    }

    private ConfigTarget broker(String name) {
        requireThisNode(name, true);
        return new BrokerTarget(settings, name.isEmpty() ? SettingScope.CLUSTER : SettingScope.NODE);
    }

    private void requireThisNode(String name, boolean orEmpty) {
        if (!name.equals(Integer.toString(node.id())) && !(orEmpty && name.isEmpty())) {
            throw new InvalidRequestException("Unexpected broker id, expected " + node.id()
                    + (orEmpty ? " or empty string" : "") + ", but received " + name);
        }
    }

    private ConfigTarget group(String name) {
        if (name.isEmpty()) {
            throw new InvalidRequestException("Group name must not be empty.");
        }
        return new GroupTarget(groups, new ConfigValues(settings), name);
    }
}
