package io.leat.broker.handler.data;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResult;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DeleteRecordsRequest;
import org.apache.kafka.common.requests.DeleteRecordsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Takes away the records of partitions that lie before an offset. */
final class DeleteRecordsHandler implements Handler<DeleteRecordsRequest> {
    private final DataPorts ports;

    DeleteRecordsHandler(DataPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DELETE_RECORDS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(DeleteRecordsRequest request, RequestContext context) {
        var access = new TopicAccess(ports.access(), context, AclOperation.DELETE);
        var data = new DeleteRecordsResponseData();
        for (var topic : request.data().topics()) {
            var result = new DeleteRecordsTopicResult().setName(topic.name());
            for (var wanted : topic.partitions()) {
                var partition = new TopicPartition(topic.name(), wanted.partitionIndex());
                result.partitions()
                        .add(
                                access.allows(topic.name())
                                        ? delete(partition, wanted.offset())
                                        : failed(partition, Errors.TOPIC_AUTHORIZATION_FAILED));
            }
            data.topics().add(result);
        }
        return Answer.now(new DeleteRecordsResponse(data));
    }

    private DeleteRecordsPartitionResult delete(TopicPartition partition, long before) {
        try {
            return new DeleteRecordsPartitionResult()
                    .setPartitionIndex(partition.partition())
                    .setLowWatermark(deleteBefore(partition, before));
        } catch (RuntimeException e) {
            return failed(partition, Failures.code("delete records of", partition, e));
        }
    }

    /** Returns the first offset that is left. */
    private long deleteBefore(TopicPartition partition, long before) {
        var log = ports.log(partition);
        if (Topic.isInternal(partition.topic())) {
            throw new InvalidTopicException("The records of internal topics cannot be deleted.");
        }
        if (!log.deletesOldRecords()) {
            throw new PolicyViolationException("The cleanup.policy of " + partition + " does not delete records.");
        }
        var end = log.highWatermark();
        var offset = before == DeleteRecordsRequest.HIGH_WATERMARK ? end : before;
        if (offset < 0 || offset > end) {
            throw new OffsetOutOfRangeException("The offset " + before + " is outside of " + partition + ".");
        }
        log.deleteRecordsBefore(offset);
        return log.logStartOffset();
    }

    private static DeleteRecordsPartitionResult failed(TopicPartition partition, Errors error) {
        return new DeleteRecordsPartitionResult()
                .setPartitionIndex(partition.partition())
                .setLowWatermark(DeleteRecordsResponse.INVALID_LOW_WATERMARK)
                .setErrorCode(error.code());
    }
}
