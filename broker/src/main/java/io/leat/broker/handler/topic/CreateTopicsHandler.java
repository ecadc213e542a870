package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.quota.Mutations;
import io.leat.broker.security.Access;
import io.leat.broker.topic.Creation;
import io.leat.broker.topic.NewTopic;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.CreateTopicsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** CreateTopics: each topic succeeds or fails for itself; all of a request are stored with one force. */
final class CreateTopicsHandler implements Handler<CreateTopicsRequest> {
    private static final short REPLICAS = 1;
    private static final short REPLICAS_UNTOLD = -1;
    private static final int PARTITIONS_UNTOLD = -1;
    /** The first version that knows the error of quotas. */
    private static final short STRICT_SINCE = 6;

    private final Topics topics;
    private final TopicRequests requests;
    private final Access access;
    private final CreatePermission permission;
    private final TopicConfigs configs;
    private final Mutations mutations;

    CreateTopicsHandler(
            Topics topics, TopicRequests requests, Access access, TopicConfigs configs, Mutations mutations) {
        this.topics = topics;
        this.requests = requests;
        this.access = access;
        this.permission = new CreatePermission(access);
        this.configs = configs;
        this.mutations = mutations;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.CREATE_TOPICS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(CreateTopicsRequest request, RequestContext caller) {
        var checkOnly = request.data().validateOnly();
        var results = new LinkedHashMap<String, CreatableTopicResult>();
        var wanted = new ArrayList<NewTopic>();
        for (var topic : request.data().topics()) {
            try {
                check(topic, request, caller);
                wanted.add(requests.read(topic));
            } catch (ApiException e) {
                results.put(topic.name(), refused(topic.name(), e));
            }
        }
        var allowance = new MutationAllowance(mutations, caller, request.version() >= STRICT_SINCE);
        for (var creation : checkOnly ? topics.check(wanted) : topics.create(wanted, allowance)) {
            var result = result(creation, checkOnly, caller);
            results.put(result.name(), result);
        }
        return CompletableFuture.completedFuture(allowance.answer(response(results)));
    }

    private void check(CreatableTopic topic, CreateTopicsRequest request, RequestContext caller) {
        if (request.data().topics().findAll(topic.name()).size() > 1) {
            throw new InvalidRequestException("Found multiple entries for this topic.");
        }
        if (topic.name().equals(Topic.CLUSTER_METADATA_TOPIC_NAME)) {
            throw new InvalidTopicException(
                    "Creation of internal topic " + Topic.CLUSTER_METADATA_TOPIC_NAME + " is prohibited.");
        }
        if (!permission.allows(caller, topic.name())) {
            throw new TopicAuthorizationException("Authorization failed.");
        }
    }

    private static CreatableTopicResult refused(String name, ApiException reason) {
        return new CreatableTopicResult()
                .setName(name)
                .setErrorCode(Errors.forException(reason).code())
                .setErrorMessage(reason.getMessage());
    }

    private CreatableTopicResult result(Creation creation, boolean checkOnly, RequestContext caller) {
        if (creation instanceof Creation.Refused refused) {
            return refused(refused.name(), refused.reason());
        }
        var topic = ((Creation.Made) creation).topic();
        var result = new CreatableTopicResult()
                .setName(topic.name())
                .setTopicId(checkOnly ? Uuid.ZERO_UUID : topic.id())
                .setErrorMessage(null);
        return access.shows(caller, AclOperation.DESCRIBE_CONFIGS, ResourceType.TOPIC, topic.name())
                ? described(result, topic)
                : result.setTopicConfigErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code())
                        .setNumPartitions(PARTITIONS_UNTOLD)
                        .setReplicationFactor(REPLICAS_UNTOLD);
    }

    private CreatableTopicResult described(CreatableTopicResult result, TopicDescription topic) {
        return result.setNumPartitions(topic.partitions())
                .setReplicationFactor(REPLICAS)
                .setConfigs(configs.ofNew(topic));
    }

    private static CreateTopicsResponse response(Map<String, CreatableTopicResult> results) {
        var data = new CreateTopicsResponseData();
        results.values().forEach(data.topics()::add);
        return new CreateTopicsResponse(data);
    }
}
