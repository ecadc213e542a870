package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.quota.Mutations;
import io.leat.broker.security.Access;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DeleteTopicsRequest;
import org.apache.kafka.common.requests.DeleteTopicsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** DeleteTopics, by name or by id: the topics are gone when the answer is sent, their files go later. */
final class DeleteTopicsHandler implements Handler<DeleteTopicsRequest> {
    /** The first version that knows the error. */
    private static final short DISABLED_SINCE = 3;

    /** The first version that knows the error of quotas. */
    private static final short STRICT_SINCE = 5;

    private final Topics topics;
    private final boolean enabled;
    private final Access access;
    private final Mutations mutations;

    DeleteTopicsHandler(Topics topics, boolean enabled, Access access, Mutations mutations) {
        this.topics = topics;
        this.enabled = enabled;
        this.access = access;
        this.mutations = mutations;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DELETE_TOPICS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(DeleteTopicsRequest request, RequestContext caller) {
        if (!enabled) {
            throw request.version() < DISABLED_SINCE
                    ? new InvalidRequestException("Topic deletion is disabled.")
                    : new TopicDeletionDisabledException("Topic deletion is disabled (delete.topic.enable).");
        }
        var asked = request.topics();
        var answer = new DeleteTopicsResponseData();
        var allowance = new MutationAllowance(mutations, caller, request.version() >= STRICT_SINCE);
        asked.stream().distinct().forEach(topic -> answer.responses().add(delete(topic, asked, caller, allowance)));
        return CompletableFuture.completedFuture(allowance.answer(new DeleteTopicsResponse(answer)));
    }

    private DeletableTopicResult delete(
            DeleteTopicState topic, List<DeleteTopicState> asked, RequestContext caller, MutationAllowance allowance) {
        var result = new DeletableTopicResult().setName(topic.name()).setTopicId(topic.topicId());
        try {
            checkForm(topic, asked);
            var name = allowedName(topic, caller);
            result.setName(name);
            var found = existing(name);
            checkTwice(topic, found, asked);
            allowance.accept(found.partitions());
            topics.delete(name);
            return result.setTopicId(found.id()).setErrorMessage(null);
        } catch (ApiException e) {
            return result.setErrorCode(Errors.forException(e).code()).setErrorMessage(e.getMessage());
        }
    }

    private static void checkForm(DeleteTopicState topic, List<DeleteTopicState> asked) {
        var byId = !topic.topicId().equals(Uuid.ZERO_UUID);
        if (topic.name() == null && !byId) {
            throw new InvalidRequestException("Neither topic name nor id were specified.");
        }
        if (topic.name() != null && byId) {
            throw new InvalidRequestException("You may not specify both topic name and topic id.");
        }
        if (Collections.frequency(asked, topic) > 1) {
            throw new InvalidRequestException(byId ? "Duplicate topic id." : "Duplicate topic name.");
        }
    }

    private static void checkTwice(DeleteTopicState topic, TopicDescription found, List<DeleteTopicState> asked) {
        if (topic.name() != null && asked.stream().anyMatch(other -> found.id().equals(other.topicId()))) {
            throw new InvalidRequestException("The provided topic name maps to an ID that was already supplied.");
        }
    }

    /** An id is no secret, the name behind it is. */
    private String allowedName(DeleteTopicState topic, RequestContext caller) {
        var name = Optional.ofNullable(topic.name())
                .orElseGet(() -> topics.describe(topic.topicId())
                        .orElseThrow(() -> new UnknownTopicIdException("This server does not host this topic ID."))
                        .name());
        if (topic.name() == null && !access.allows(caller, AclOperation.DESCRIBE, ResourceType.TOPIC, name)) {
            throw new TopicAuthorizationException("Topic authorization failed.");
        }
        if (!access.allows(caller, AclOperation.DELETE, ResourceType.TOPIC, name)) {
            throw new TopicAuthorizationException("Topic authorization failed.");
        }
        return name;
    }

    private TopicDescription existing(String name) {
        return topics.describe(name)
                .orElseThrow(() -> new UnknownTopicOrPartitionException("There is no topic '" + name + "'."));
    }
}
