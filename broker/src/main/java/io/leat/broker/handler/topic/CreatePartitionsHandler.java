package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.quota.Mutations;
import io.leat.broker.security.Access;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.CreatePartitionsRequest;
import org.apache.kafka.common.requests.CreatePartitionsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** CreatePartitions: each topic grows or fails for itself. */
final class CreatePartitionsHandler implements Handler<CreatePartitionsRequest> {
    /** The first version that knows the error of quotas. */
    private static final short STRICT_SINCE = 3;

    private final Topics topics;
    private final TopicRequests requests;
    private final Access access;
    private final Mutations mutations;

    CreatePartitionsHandler(Topics topics, TopicRequests requests, Access access, Mutations mutations) {
        this.topics = topics;
        this.requests = requests;
        this.access = access;
        this.mutations = mutations;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.CREATE_PARTITIONS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(CreatePartitionsRequest request, RequestContext caller) {
        var answer = new CreatePartitionsResponseData();
        var allowance = new MutationAllowance(mutations, caller, request.version() >= STRICT_SINCE);
        var names = new HashSet<String>();
        for (var topic : request.data().topics()) {
            if (names.add(topic.name())) {
                answer.results().add(grow(topic, request, caller, allowance));
            }
        }
        return CompletableFuture.completedFuture(allowance.answer(new CreatePartitionsResponse(answer)));
    }

    private CreatePartitionsTopicResult grow(
            CreatePartitionsTopic topic,
            CreatePartitionsRequest request,
            RequestContext caller,
            MutationAllowance allowance) {
        var result = new CreatePartitionsTopicResult().setName(topic.name());
        try {
            if (request.data().topics().findAll(topic.name()).size() > 1) {
                throw new InvalidRequestException("Duplicate topic name.");
            }
            var now = check(topic, caller);
            if (!request.data().validateOnly()) {
                allowance.accept(topic.count() - now);
                topics.grow(topic.name(), topic.count());
            }
            return result.setErrorMessage(null);
        } catch (ApiException e) {
            return result.setErrorCode(Errors.forException(e).code()).setErrorMessage(e.getMessage());
        }
    }

    /** Returns how many partitions the topic has. */
    private int check(CreatePartitionsTopic topic, RequestContext caller) {
        if (!access.allows(caller, AclOperation.ALTER, ResourceType.TOPIC, topic.name())) {
            throw new TopicAuthorizationException("Topic authorization failed.");
        }
        var now = topics.describe(topic.name())
                .map(TopicDescription::partitions)
                .orElseThrow(() -> new UnknownTopicOrPartitionException("There is no topic '" + topic.name() + "'."));
        topics.checkGrowth(topic.name(), topic.count());
        if (topic.assignments() != null) {
            checkAssignments(topic, topic.count() - now);
        }
        return now;
    }

    private void checkAssignments(CreatePartitionsTopic topic, int added) {
        if (topic.assignments().size() != added) {
            throw new InvalidReplicaAssignmentException("Attempted to add " + added
                    + " additional partition(s), but only "
                    + topic.assignments().size()
                    + " assignment(s) were specified.");
        }
        topic.assignments().forEach(assignment -> requests.checkReplicas(assignment.brokerIds()));
    }
}
