package io.leat.broker.handler.transaction;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;
import org.apache.kafka.common.requests.TxnOffsetCommitResponse;
import org.apache.kafka.common.resource.ResourceType;

/** Commits the offsets of a group as part of a transaction. */
final class TxnOffsetCommitHandler implements Handler<TxnOffsetCommitRequest> {
    private static final short FIRST_WITH_LOADING = 2;

    private final TransactionPorts ports;

    TxnOffsetCommitHandler(TransactionPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.TXN_OFFSET_COMMIT;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(TxnOffsetCommitRequest request, RequestContext context) {
        var data = request.data();
        if (!ports.mayUse(context, data.transactionalId())) {
            throw Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED.exception();
        }
        if (!ports.access().allows(context, AclOperation.READ, ResourceType.GROUP, data.groupId())) {
            throw Errors.GROUP_AUTHORIZATION_FAILED.exception();
        }
        var response = new TxnOffsetCommitResponse.Builder();
        var allowed = new ArrayList<TxnOffsetCommitRequestTopic>();
        for (var topic : data.topics()) {
            sort(topic, context, response, allowed);
        }
        if (allowed.isEmpty()) {
            return Answer.now(response.build());
        }
        return ports.offsets()
                .commit(context, data.duplicate().setTopics(allowed))
                .thenApply(stored -> Answer.reply(
                        response.merge(forVersion(stored, context.apiVersion())).build()));
    }

    private void sort(
            TxnOffsetCommitRequestTopic topic,
            RequestContext context,
            TxnOffsetCommitResponse.Builder response,
            ArrayList<TxnOffsetCommitRequestTopic> allowed) {
        if (!ports.access().allows(context, AclOperation.READ, ResourceType.TOPIC, topic.name())) {
            response.addPartitions(
                    topic.name(),
                    topic.partitions(),
                    TxnOffsetCommitRequestPartition::partitionIndex,
                    Errors.TOPIC_AUTHORIZATION_FAILED);
            return;
        }
        var known = new TxnOffsetCommitRequestTopic().setName(topic.name());
        for (var partition : topic.partitions()) {
            if (ports.exists(new TopicPartition(topic.name(), partition.partitionIndex()))) {
                known.partitions().add(partition);
            } else {
                response.addPartition(topic.name(), partition.partitionIndex(), Errors.UNKNOWN_TOPIC_OR_PARTITION);
            }
        }
        if (!known.partitions().isEmpty()) {
            allowed.add(known);
        }
    }

    /** Older producers do not know that a coordinator loads. */
    private static TxnOffsetCommitResponseData forVersion(TxnOffsetCommitResponseData stored, short version) {
        if (version < FIRST_WITH_LOADING) {
            for (var topic : stored.topics()) {
                for (var partition : topic.partitions()) {
                    if (partition.errorCode() == Errors.COORDINATOR_LOAD_IN_PROGRESS.code()) {
                        partition.setErrorCode(Errors.COORDINATOR_NOT_AVAILABLE.code());
                    }
                }
            }
        }
        return stored;
    }
}
