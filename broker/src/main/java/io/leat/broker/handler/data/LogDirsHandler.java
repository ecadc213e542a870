package io.leat.broker.handler.data;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.DescribeLogDirsRequestData.DescribableLogDirTopic;
import org.apache.kafka.common.message.DescribeLogDirsResponseData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsPartition;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsResult;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeLogDirsRequest;
import org.apache.kafka.common.requests.DescribeLogDirsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how much of the disk the partitions take, and how much of it is left. */
final class LogDirsHandler implements Handler<DescribeLogDirsRequest> {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogDirsHandler.class);

    private final DataPorts ports;

    LogDirsHandler(DataPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_LOG_DIRS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeLogDirsRequest request, RequestContext context) {
        Access access = ports.access();
        if (!access.allowsCluster(context, AclOperation.DESCRIBE)) {
            return Answer.now(new DescribeLogDirsResponse(
                    new DescribeLogDirsResponseData().setErrorCode(Errors.CLUSTER_AUTHORIZATION_FAILED.code())));
        }
        var folder = describeDisk().setLogDir(ports.dataDir().toString());
        folder.setTopics(
                request.isAllTopicPartitions() ? all() : these(request.data().topics()));
        return Answer.now(new DescribeLogDirsResponse(new DescribeLogDirsResponseData().setResults(List.of(folder))));
    }

    private DescribeLogDirsResult describeDisk() {
        try {
            var store = Files.getFileStore(ports.dataDir());
            return new DescribeLogDirsResult()
                    .setTotalBytes(store.getTotalSpace())
                    .setUsableBytes(store.getUsableSpace());
        } catch (IOException e) {
            LOGGER.warn("The disk of {} does not tell its size", ports.dataDir(), e);
            return new DescribeLogDirsResult().setErrorCode(Errors.KAFKA_STORAGE_ERROR.code());
        }
    }

    private List<DescribeLogDirsTopic> all() {
        var described = new ArrayList<DescribeLogDirsTopic>();
        for (var name : ports.topics().list()) {
            ports.topics().describe(name).ifPresent(topic -> {
                var partitions = IntStream.range(0, topic.partitions()).boxed().toList();
                described.add(describe(name, partitions));
            });
        }
        return described;
    }

    private List<DescribeLogDirsTopic> these(Iterable<DescribableLogDirTopic> wanted) {
        var described = new ArrayList<DescribeLogDirsTopic>();
        for (var topic : wanted) {
            described.add(describe(topic.topic(), topic.partitions()));
        }
        return described;
    }

    /** Partitions that do not exist take no space and are left out, as Kafka does it. */
    private DescribeLogDirsTopic describe(String topic, List<Integer> partitions) {
        return new DescribeLogDirsTopic()
                .setName(topic)
                .setPartitions(partitions.stream()
                        .flatMap(index -> describe(new TopicPartition(topic, index)).stream())
                        .toList());
    }

    private Optional<DescribeLogDirsPartition> describe(TopicPartition partition) {
        try {
            return Optional.of(new DescribeLogDirsPartition()
                    .setPartitionIndex(partition.partition())
                    .setPartitionSize(ports.log(partition).sizeInBytes()));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }
}
