package io.leat.broker.handler.data;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.log.ServedLog;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.FileRecords.TimestampAndOffset;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Finds the offsets of a time, or the first, the last and other special ones. Looks through files. */
final class ListOffsetsHandler implements Handler<ListOffsetsRequest> {
    private static final short FIRST_WITH_LEADER_EPOCH = 4;
    private static final short FIRST_WITH_MAX_TIMESTAMP = 7;
    private static final short FIRST_WITH_LOCAL_START = 8;
    private static final short FIRST_WITH_LATEST_TIERED = 9;
    private static final short FIRST_WITH_PENDING_UPLOAD = 11;

    private final DataPorts ports;

    ListOffsetsHandler(DataPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.LIST_OFFSETS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(ListOffsetsRequest request, RequestContext context) {
        var access = new TopicAccess(ports.access(), context, AclOperation.DESCRIBE);
        var seen = new HashSet<TopicPartition>();
        var data = new ListOffsetsResponseData();
        for (var topic : request.topics()) {
            var answer = new ListOffsetsTopicResponse().setName(topic.name());
            for (var wanted : topic.partitions()) {
                var partition = new TopicPartition(topic.name(), wanted.partitionIndex());
                answer.partitions()
                        .add(
                                access.allows(topic.name())
                                        ? find(partition, wanted, request, seen, context.apiVersion())
                                        : failed(partition, Errors.TOPIC_AUTHORIZATION_FAILED));
            }
            data.topics().add(answer);
        }
        return Answer.now(new ListOffsetsResponse(data));
    }

    private ListOffsetsPartitionResponse find(
            TopicPartition partition,
            ListOffsetsPartition wanted,
            ListOffsetsRequest request,
            Set<TopicPartition> seen,
            short version) {
        var refusal = refusal(partition, wanted, seen, version);
        if (refusal != Errors.NONE) {
            return failed(partition, refusal);
        }
        try {
            return find(ports.log(partition), wanted.timestamp(), request.isolationLevel())
                    .map(found -> found(partition, found, version))
                    .orElseGet(() -> failed(partition, Errors.NONE));
        } catch (RuntimeException e) {
            return failed(partition, Failures.code("search", partition, e));
        }
    }

    private static Errors refusal(
            TopicPartition partition, ListOffsetsPartition wanted, Set<TopicPartition> seen, short version) {
        if (!seen.add(partition)) {
            return Errors.INVALID_REQUEST;
        }
        if (!exists(wanted.timestamp(), version)) {
            return Errors.UNSUPPORTED_VERSION;
        }
        return LeaderEpochs.check(wanted.currentLeaderEpoch());
    }

    /** Whether clients of the version know this special timestamp; any that is not negative is a time. */
    static boolean exists(long timestamp, short version) {
        if (timestamp >= ListOffsetsRequest.EARLIEST_TIMESTAMP) {
            return true;
        }
        return (timestamp == ListOffsetsRequest.MAX_TIMESTAMP && version >= FIRST_WITH_MAX_TIMESTAMP)
                || (timestamp == ListOffsetsRequest.EARLIEST_LOCAL_TIMESTAMP && version >= FIRST_WITH_LOCAL_START)
                || (timestamp == ListOffsetsRequest.LATEST_TIERED_TIMESTAMP && version >= FIRST_WITH_LATEST_TIERED)
                || (timestamp == ListOffsetsRequest.EARLIEST_PENDING_UPLOAD_TIMESTAMP
                        && version >= FIRST_WITH_PENDING_UPLOAD);
    }

    private static Optional<TimestampAndOffset> find(ServedLog log, long timestamp, IsolationLevel isolation) {
        var end = isolation == IsolationLevel.READ_COMMITTED ? log.lastStableOffset() : log.highWatermark();
        if (timestamp == ListOffsetsRequest.LATEST_TIMESTAMP) {
            return Optional.of(
                    new TimestampAndOffset(RecordBatch.NO_TIMESTAMP, end, Optional.of(ServedLog.LEADER_EPOCH)));
        }
        var found = log.find(timestamp);
        // The special offsets other than that of the largest timestamp are of no record that could be out of sight.
        return isOfRecord(timestamp) ? found.filter(record -> record.offset < end) : found;
    }

    private static boolean isOfRecord(long timestamp) {
        return timestamp >= 0 || timestamp == ListOffsetsRequest.MAX_TIMESTAMP;
    }

    private static ListOffsetsPartitionResponse found(
            TopicPartition partition, TimestampAndOffset found, short version) {
        var response = new ListOffsetsPartitionResponse()
                .setPartitionIndex(partition.partition())
                .setTimestamp(found.timestamp)
                .setOffset(found.offset);
        if (version >= FIRST_WITH_LEADER_EPOCH) {
            response.setLeaderEpoch(found.leaderEpoch.orElse(RecordBatch.NO_PARTITION_LEADER_EPOCH));
        }
        return response;
    }

    /** Without an error it says that there is no such offset. */
    private static ListOffsetsPartitionResponse failed(TopicPartition partition, Errors error) {
        return new ListOffsetsPartitionResponse()
                .setPartitionIndex(partition.partition())
                .setErrorCode(error.code())
                .setTimestamp(ListOffsetsResponse.UNKNOWN_TIMESTAMP)
                .setOffset(ListOffsetsResponse.UNKNOWN_OFFSET);
    }
}
