package io.leat.broker.handler.data;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.log.ServedLog;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.EpochEndOffset;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochRequest;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Tells consumers where the one epoch that there is ends, so that they can see that nothing was cut off. */
final class LeaderEpochHandler implements Handler<OffsetsForLeaderEpochRequest> {
    private final DataPorts ports;

    LeaderEpochHandler(DataPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.OFFSET_FOR_LEADER_EPOCH;
    }

    @Override
    public CompletableFuture<Answer> handle(OffsetsForLeaderEpochRequest request, RequestContext context) {
        var access = new TopicAccess(ports.access(), context, AclOperation.DESCRIBE);
        var data = new OffsetForLeaderEpochResponseData();
        for (var topic : request.data().topics()) {
            var result = new OffsetForLeaderTopicResult().setTopic(topic.topic());
            for (var wanted : topic.partitions()) {
                result.partitions()
                        .add(
                                access.allows(topic.topic())
                                        ? end(new TopicPartition(topic.topic(), wanted.partition()), wanted)
                                        : failed(wanted, Errors.TOPIC_AUTHORIZATION_FAILED));
            }
            data.topics().add(result);
        }
        return Answer.now(new OffsetsForLeaderEpochResponse(data));
    }

    private EpochEndOffset end(TopicPartition partition, OffsetForLeaderPartition wanted) {
        var refusal = LeaderEpochs.check(wanted.currentLeaderEpoch());
        if (refusal != Errors.NONE) {
            return failed(wanted, refusal);
        }
        try {
            var log = ports.log(partition);
            var answer = failed(wanted, Errors.NONE);
            return wanted.leaderEpoch() == ServedLog.LEADER_EPOCH
                    ? answer.setLeaderEpoch(ServedLog.LEADER_EPOCH).setEndOffset(log.logEndOffset())
                    : answer;
        } catch (RuntimeException e) {
            return failed(wanted, Failures.code("ask", partition, e));
        }
    }

    /** Without an error it says that the epoch is unknown. */
    private static EpochEndOffset failed(OffsetForLeaderPartition wanted, Errors error) {
        return new EpochEndOffset()
                .setPartition(wanted.partition())
                .setErrorCode(error.code())
                .setLeaderEpoch(OffsetsForLeaderEpochResponse.UNDEFINED_EPOCH)
                .setEndOffset(OffsetsForLeaderEpochResponse.UNDEFINED_EPOCH_OFFSET);
    }
}
