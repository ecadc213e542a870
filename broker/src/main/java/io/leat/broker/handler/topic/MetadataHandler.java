package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.handler.ServerNode;
import io.leat.broker.security.Access;
import io.leat.broker.topic.Topics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** Metadata: who the broker is, and the topics asked for. */
final class MetadataHandler implements Handler<MetadataRequest> {
    private static final short TOPIC_IDS = 12;
    private static final int OPERATIONS_SINCE = 8;
    private static final int CLUSTER_OPERATIONS_UNTIL = 10;

    private final Topics topics;
    private final Access access;
    private final ServerNode node;
    private final TopicViews views;
    private final AutoCreation autoCreation;

    MetadataHandler(Topics topics, Access access, ServerNode node, TopicViews views, AutoCreation autoCreation) {
        this.topics = topics;
        this.access = access;
        this.node = node;
        this.views = views;
        this.autoCreation = autoCreation;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.METADATA;
    }

    /** Topics may be made. */
    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(MetadataRequest request, RequestContext caller) {
        var version = request.version();
        check(request, version);
        var found = topics(request, caller);
        if (version >= OPERATIONS_SINCE && request.data().includeTopicAuthorizedOperations()) {
            found.forEach(topic -> tellOperations(topic, caller));
        }
        var broker = node.endpoint(caller.listenerName);
        var answer = new MetadataResponseData()
                .setClusterId(node.clusterId())
                .setControllerId(node.id())
                .setClusterAuthorizedOperations(clusterOperations(request.data(), version, caller));
        answer.brokers()
                .add(new MetadataResponseBroker()
                        .setNodeId(node.id())
                        .setHost(broker.host())
                        .setPort(broker.port()));
        found.forEach(answer.topics()::add);
        return Answer.now(new MetadataResponse(answer, version));
    }

    private static void check(MetadataRequest request, short version) {
        if (request.isAllTopics() || version >= TOPIC_IDS) {
            return;
        }
        for (var topic : request.data().topics()) {
            if (topic.name() == null) {
                throw new InvalidRequestException("Topic name can not be null for version " + version);
            }
            if (!topic.topicId().equals(Uuid.ZERO_UUID)) {
                throw new InvalidRequestException("Topic IDs are not supported in requests for version " + version);
            }
        }
    }

    private List<MetadataResponseTopic> topics(MetadataRequest request, RequestContext caller) {
        if (request.isAllTopics()) {
            return all(caller);
        }
        var ids = request.topicIds().stream()
                .filter(id -> !id.equals(Uuid.ZERO_UUID))
                .distinct()
                .toList();
        if (!ids.isEmpty()) {
            return ids.stream().map(id -> byId(id, caller)).toList();
        }
        var names = request.topics().stream().distinct().toList();
        return autoCreation.topics(names, request.allowAutoTopicCreation(), caller);
    }

    private List<MetadataResponseTopic> all(RequestContext caller) {
        return topics.list().stream()
                .filter(name -> access.shows(caller, AclOperation.DESCRIBE, ResourceType.TOPIC, name))
                .flatMap(name -> topics.describe(name).stream())
                .map(views::found)
                .toList();
    }

    private MetadataResponseTopic byId(Uuid id, RequestContext caller) {
        return topics.describe(id)
                .map(topic -> access.allows(caller, AclOperation.DESCRIBE, ResourceType.TOPIC, topic.name())
                        ? views.found(topic)
                        : TopicViews.refused(Errors.TOPIC_AUTHORIZATION_FAILED, null, id))
                .orElseGet(() -> TopicViews.refused(Errors.UNKNOWN_TOPIC_ID, null, id));
    }

    private void tellOperations(MetadataResponseTopic topic, RequestContext caller) {
        if (topic.errorCode() == Errors.NONE.code()) {
            topic.setTopicAuthorizedOperations(views.operations(caller, topic.name()));
        }
    }

    private int clusterOperations(MetadataRequestData request, short version, RequestContext caller) {
        if (version < OPERATIONS_SINCE
                || version > CLUSTER_OPERATIONS_UNTIL
                || !request.includeClusterAuthorizedOperations()) {
            return MetadataResponse.AUTHORIZED_OPERATIONS_OMITTED;
        }
        return access.allowsCluster(caller, AclOperation.DESCRIBE)
                ? access.operations(caller, ResourceType.CLUSTER, Access.CLUSTER)
                : 0;
    }
}
