package io.leat.broker.handler.data;

import io.leat.broker.handler.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;
import org.apache.kafka.common.message.FetchRequestData.ReplicaState;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;

/** Builds one Fetch request and sends it. */
final class FetchClient {
    static final short NEWEST = 18;

    private final DataServer server;
    private final FetchRequestData data = new FetchRequestData()
            .setMaxWaitMs(0)
            .setMinBytes(1)
            .setMaxBytes(1 << 20)
            .setSessionEpoch(-1);
    private short version = NEWEST;

    FetchClient(DataServer server) {
        this.server = server;
    }

    FetchClient version(int one) {
        version = (short) one;
        return this;
    }

    FetchClient session(int id, int epoch) {
        data.setSessionId(id).setSessionEpoch(epoch);
        return this;
    }

    FetchClient waiting(int ms, int minBytes) {
        data.setMaxWaitMs(ms).setMinBytes(minBytes);
        return this;
    }

    FetchClient atMost(int bytes) {
        data.setMaxBytes(bytes);
        return this;
    }

    FetchClient committed() {
        data.setIsolationLevel(IsolationLevel.READ_COMMITTED.id());
        return this;
    }

    FetchClient asFollower() {
        data.setReplicaState(new ReplicaState().setReplicaId(5));
        return this;
    }

    FetchClient from(TopicPartition partition, long offset) {
        return from(partition, offset, -1);
    }

    FetchClient from(TopicPartition partition, long offset, int leaderEpoch) {
        var topic = new FetchTopic().setTopic(partition.topic());
        if (version >= 13) {
            topic.setTopicId(id(partition));
        }
        topic.partitions()
                .add(new FetchPartition()
                        .setPartition(partition.partition())
                        .setFetchOffset(offset)
                        .setPartitionMaxBytes(1 << 20)
                        .setCurrentLeaderEpoch(leaderEpoch));
        data.topics().add(topic);
        return this;
    }

    FetchClient fromId(Uuid id) {
        var topic = new FetchTopic().setTopicId(id);
        topic.partitions().add(new FetchPartition().setPartition(0).setPartitionMaxBytes(1));
        data.topics().add(topic);
        return this;
    }

    FetchClient forget(TopicPartition partition) {
        data.forgottenTopicsData()
                .add(new ForgottenTopic().setTopicId(id(partition)).setPartitions(List.of(partition.partition())));
        return this;
    }

    private Uuid id(TopicPartition partition) {
        return server.topics
                .describe(partition.topic())
                .map(topic -> topic.id())
                .orElse(Uuid.ZERO_UUID);
    }

    FetchRequest request() {
        return new FetchRequest(data, version);
    }

    CompletableFuture<Answer> start() {
        return server.dispatch(request());
    }

    FetchResponse send() {
        return finish(start());
    }

    FetchResponse finish(CompletableFuture<Answer> answer) {
        return DataServer.response(answer.orTimeout(10, TimeUnit.SECONDS).join(), request());
    }

    static List<PartitionData> partitions(FetchResponse response) {
        var all = new ArrayList<PartitionData>();
        response.data().responses().forEach(topic -> all.addAll(topic.partitions()));
        return all;
    }

    static PartitionData only(FetchResponse response) {
        return partitions(response).get(0);
    }
}
