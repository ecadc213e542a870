package io.leat.broker.handler.topic;

import io.leat.broker.group.GroupConfigs;
import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.handler.ServerNode;
import io.leat.broker.security.Access;
import io.leat.broker.topic.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.ListConfigResourcesResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ListConfigResourcesRequest;
import org.apache.kafka.common.requests.ListConfigResourcesResponse;
import org.apache.kafka.common.requests.RequestContext;

/** ListConfigResources: what has settings, by its kind. Version 0 knows client metrics only, of which there are none. */
final class ListConfigResourcesHandler implements Handler<ListConfigResourcesRequest> {
    private final Topics topics;
    private final GroupConfigs groups;
    private final Access access;
    private final ServerNode node;

    ListConfigResourcesHandler(Topics topics, GroupConfigs groups, Access access, ServerNode node) {
        this.topics = topics;
        this.groups = groups;
        this.access = access;
        this.node = node;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.LIST_CONFIG_RESOURCES;
    }

    /** What it asks for is guarded by a lock that is held while a change goes to the disk. */
    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(ListConfigResourcesRequest request, RequestContext caller) {
        if (!access.allowsCluster(caller, AclOperation.DESCRIBE_CONFIGS)) {
            throw new ClusterAuthorizationException("Cluster authorization failed.");
        }
        var answer = new ListConfigResourcesResponseData();
        for (var type : types(request)) {
            for (var name : names(ConfigResource.Type.forId(type))) {
                answer.configResources()
                        .add(new ListConfigResourcesResponseData.ConfigResource()
                                .setResourceType(type)
                                .setResourceName(name));
            }
        }
        return Answer.now(new ListConfigResourcesResponse(answer));
    }

    private static Set<Byte> types(ListConfigResourcesRequest request) {
        if (request.version() == 0) {
            return Set.of(ConfigResource.Type.CLIENT_METRICS.id());
        }
        var known = request.supportedResourceTypes();
        var asked = new HashSet<>(request.data().resourceTypes());
        if (asked.isEmpty()) {
            return known;
        }
        if (!known.containsAll(asked)) {
            throw new UnsupportedVersionException("Unsupported resource type among " + asked);
        }
        return asked;
    }

    private List<String> names(ConfigResource.Type type) {
        return switch (type) {
            case TOPIC -> topics.list();
            case BROKER, BROKER_LOGGER -> List.of(Integer.toString(node.id()));
            case GROUP -> groups.groups();
            case CLIENT_METRICS, UNKNOWN -> List.of();
        };
    }
}
