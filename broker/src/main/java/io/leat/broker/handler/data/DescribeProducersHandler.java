package io.leat.broker.handler.data;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.DescribeProducersResponseData;
import org.apache.kafka.common.message.DescribeProducersResponseData.PartitionResponse;
import org.apache.kafka.common.message.DescribeProducersResponseData.TopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeProducersRequest;
import org.apache.kafka.common.requests.DescribeProducersResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Tells which producers a partition remembers, and which of them have a transaction open there. */
final class DescribeProducersHandler implements Handler<DescribeProducersRequest> {
    private final DataPorts ports;

    DescribeProducersHandler(DataPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_PRODUCERS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeProducersRequest request, RequestContext context) {
        var access = new TopicAccess(ports.access(), context, AclOperation.READ);
        var data = new DescribeProducersResponseData();
        for (var topic : request.data().topics()) {
            var answer = new TopicResponse().setName(topic.name());
            for (int index : topic.partitionIndexes()) {
                answer.partitions()
                        .add(
                                access.allows(topic.name())
                                        ? describe(new TopicPartition(topic.name(), index))
                                        : failed(index, Errors.TOPIC_AUTHORIZATION_FAILED));
            }
            data.topics().add(answer);
        }
        return Answer.now(new DescribeProducersResponse(data));
    }

    private PartitionResponse describe(TopicPartition partition) {
        try {
            return new PartitionResponse()
                    .setPartitionIndex(partition.partition())
                    .setActiveProducers(ports.log(partition).producers());
        } catch (RuntimeException e) {
            return failed(partition.partition(), Failures.code("describe", partition, e));
        }
    }

    private static PartitionResponse failed(int index, Errors error) {
        return new PartitionResponse()
                .setPartitionIndex(index)
                .setErrorCode(error.code())
                .setErrorMessage(error.message());
    }
}
