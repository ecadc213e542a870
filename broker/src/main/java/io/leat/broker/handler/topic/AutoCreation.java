package io.leat.broker.handler.topic;

import io.leat.broker.quota.Mutations;
import io.leat.broker.security.Access;
import io.leat.broker.topic.Creation;
import io.leat.broker.topic.NewTopic;
import io.leat.broker.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Topics asked for by name, which are made if they are missing, the broker and the client let it, and the caller may.
 * Unlike Kafka, where another node makes them later, they are there at once; what has failed is answered so that the
 * client asks again. The log's own topics are made by those who write them.
 */
final class AutoCreation {
    private final Topics topics;
    private final boolean enabled;
    private final Access access;
    private final CreatePermission permission;
    private final TopicViews views;
    private final Mutations mutations;

    AutoCreation(Topics topics, boolean enabled, Access access, TopicViews views, Mutations mutations) {
        this.topics = topics;
        this.enabled = enabled;
        this.access = access;
        this.permission = new CreatePermission(access);
        this.views = views;
        this.mutations = mutations;
    }

    /** @param allowed whether the client wants missing topics made */
    List<MetadataResponseTopic> topics(List<String> names, boolean allowed, RequestContext caller) {
        var answers = new LinkedHashMap<String, MetadataResponseTopic>();
        var missing = new ArrayList<String>();
        for (var name : names) {
            var answer = existing(name, caller);
            answers.put(name, answer);
            if (answer.errorCode() == Errors.UNKNOWN_TOPIC_OR_PARTITION.code() && !Topic.isInternal(name)) {
                missing.add(name);
            }
        }
        if (enabled && allowed && !missing.isEmpty()) {
            make(missing, caller, answers);
        }
        return List.copyOf(answers.values());
    }

    private MetadataResponseTopic existing(String name, RequestContext caller) {
        if (!access.allows(caller, AclOperation.DESCRIBE, ResourceType.TOPIC, name)) {
            return TopicViews.refused(Errors.TOPIC_AUTHORIZATION_FAILED, name, Uuid.ZERO_UUID);
        }
        var error = Topic.isValid(name) ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION;
        return topics.describe(name).map(views::found).orElseGet(() -> TopicViews.refused(error, name, Uuid.ZERO_UUID));
    }

    private void make(List<String> names, RequestContext caller, Map<String, MetadataResponseTopic> answers) {
        var wanted = new ArrayList<NewTopic>();
        for (var name : names) {
            if (permission.allows(caller, name)) {
                wanted.add(new NewTopic(name, Topics.DEFAULT_PARTITIONS, Map.of()));
            } else {
                answers.put(name, TopicViews.refused(Errors.TOPIC_AUTHORIZATION_FAILED, name, Uuid.ZERO_UUID));
            }
        }
        // A client that exceeds its quota is told to ask again.
        for (var creation : topics.create(wanted, new MutationAllowance(mutations, caller, true))) {
            var answer = answer(creation);
            answers.put(answer.name(), answer);
        }
    }

    private MetadataResponseTopic answer(Creation creation) {
        if (creation instanceof Creation.Made made) {
            return views.found(made.topic());
        }
        var refused = (Creation.Refused) creation;
        if (refused.reason() instanceof TopicExistsException) {
            return topics.describe(refused.name())
                    .map(views::found)
                    .orElseGet(() -> retry(refused.name(), Errors.LEADER_NOT_AVAILABLE));
        }
        var error = Errors.forException(refused.reason());
        return retry(refused.name(), error == Errors.INVALID_TOPIC_EXCEPTION ? error : Errors.LEADER_NOT_AVAILABLE);
    }

    private static MetadataResponseTopic retry(String name, Errors error) {
        return TopicViews.refused(error, name, Uuid.ZERO_UUID);
    }
}
