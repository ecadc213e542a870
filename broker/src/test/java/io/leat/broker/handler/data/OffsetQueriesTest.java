package io.leat.broker.handler.data;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.builder;
import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.sequenced;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResult;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeProducersRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeProducersResponseData.PartitionResponse;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.EpochEndOffset;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.DeleteRecordsRequest;
import org.apache.kafka.common.requests.DeleteRecordsResponse;
import org.apache.kafka.common.requests.DescribeLogDirsRequest;
import org.apache.kafka.common.requests.DescribeLogDirsResponse;
import org.apache.kafka.common.requests.DescribeProducersRequest;
import org.apache.kafka.common.requests.DescribeProducersResponse;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochRequest;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OffsetQueriesTest {
    private static final short NEWEST = ApiKeys.LIST_OFFSETS.latestVersion();

    @TempDir
    Path folder;

    private DataServer server;
    private TopicPartition p;

    @BeforeEach
    void open() throws Exception {
        server = new DataServer(folder);
        p = server.topic("t");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void append(long... timestamps) {
        for (var timestamp : timestamps) {
            var record = new SimpleRecord(timestamp, "v".getBytes(UTF_8));
            server.log(p)
                    .append(MemoryRecords.withRecords(Compression.NONE, record), true)
                    .join();
        }
    }

    private ListOffsetsPartitionResponse list(
            int version, long timestamp, TopicPartition partition, IsolationLevel isolation, int leaderEpoch) {
        var data = new ListOffsetsRequestData()
                .setReplicaId(-1)
                .setTopics(List.of(new ListOffsetsTopic()
                        .setName(partition.topic())
                        .setPartitions(List.of(new ListOffsetsPartition()
                                .setPartitionIndex(partition.partition())
                                .setCurrentLeaderEpoch(version < 4 ? -1 : leaderEpoch)
                                .setTimestamp(timestamp)))));
        if (version >= 2) {
            data.setIsolationLevel(isolation.id());
        }
        var bytes = MessageUtil.toByteBufferAccessor(data, (short) version).buffer();
        ListOffsetsResponse response =
                server.send(ListOffsetsRequest.parse(new ByteBufferAccessor(bytes), (short) version));
        return response.topics().get(0).partitions().get(0);
    }

    private ListOffsetsPartitionResponse list(long timestamp) {
        return list(NEWEST, timestamp, p, IsolationLevel.READ_UNCOMMITTED, -1);
    }

    private static Errors error(ListOffsetsPartitionResponse response) {
        return Errors.forCode(response.errorCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void findsOffsetsInEveryVersion(int version) {
        append(1000, 2000);

        var latest = list(version, -1, p, IsolationLevel.READ_UNCOMMITTED, 0);
        var earliest = list(version, -2, p, IsolationLevel.READ_UNCOMMITTED, 0);
        var byTime = list(version, 1500, p, IsolationLevel.READ_UNCOMMITTED, 0);

        assertThat(latest.offset()).isEqualTo(2);
        assertThat(latest.timestamp()).isEqualTo(-1);
        assertThat(latest.leaderEpoch()).isEqualTo(version < 4 ? -1 : 0);
        assertThat(earliest.offset()).isZero();
        assertThat(byTime.offset()).isEqualTo(1);
        assertThat(byTime.timestamp()).isEqualTo(2000);
    }

    @Test
    void saysWithoutAnErrorThatNoRecordIsThatYoung() {
        append(1000);

        assertThat(list(5000).offset()).isEqualTo(-1);
        assertThat(error(list(5000))).isEqualTo(Errors.NONE);
    }

    @Test
    void findsTheRecordWithTheLargestTimestamp() {
        append(3000, 1000);

        assertThat(list(-3).offset()).isZero();
        assertThat(list(-3).timestamp()).isEqualTo(3000);
    }

    @Test
    void knowsNoTieredStorage() {
        append(1000);
        server.log(p).deleteRecordsBefore(1);

        assertThat(list(-4).offset()).isEqualTo(1);
        assertThat(list(-5).offset()).isEqualTo(-1);
        assertThat(list(-6).offset()).isEqualTo(-1);
    }

    @Test
    void refusesSpecialTimestampsThatTheVersionDoesNotHave() {
        assertThat(error(list(6, -3, p, IsolationLevel.READ_UNCOMMITTED, -1))).isEqualTo(Errors.UNSUPPORTED_VERSION);
        assertThat(error(list(10, -6, p, IsolationLevel.READ_UNCOMMITTED, -1))).isEqualTo(Errors.UNSUPPORTED_VERSION);
        assertThat(error(list(-9))).isEqualTo(Errors.UNSUPPORTED_VERSION);
    }

    @Test
    void endsForReadersOfCommittedRecordsBeforeWhatIsUndecided() {
        append(1000);
        var open = builder("undecided");
        open.setProducerState(7, (short) 0, 0, true);
        server.log(p).write(open.build(), true).done().join();

        assertThat(list(NEWEST, -1, p, IsolationLevel.READ_COMMITTED, -1).offset())
                .isEqualTo(1);
        assertThat(list(NEWEST, -1, p, IsolationLevel.READ_UNCOMMITTED, -1).offset())
                .isEqualTo(2);
        assertThat(list(NEWEST, 2000, p, IsolationLevel.READ_COMMITTED, -1).offset())
                .isEqualTo(-1);
    }

    @Test
    void hidesTopicsFromThoseWhoMayNotDescribeThem() {
        server.forbidden.add("DESCRIBE t");

        assertThat(error(list(-1))).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(error(list(NEWEST, -1, new TopicPartition("none", 0), IsolationLevel.READ_UNCOMMITTED, -1)))
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void comparesLeaderEpochs() {
        assertThat(error(list(NEWEST, -1, p, IsolationLevel.READ_UNCOMMITTED, 3)))
                .isEqualTo(Errors.UNKNOWN_LEADER_EPOCH);
    }

    private EpochEndOffset endOf(int epoch, int believed, short version) {
        var topic = new OffsetForLeaderTopic()
                .setTopic("t")
                .setPartitions(List.of(new OffsetForLeaderPartition()
                        .setPartition(0)
                        .setCurrentLeaderEpoch(believed)
                        .setLeaderEpoch(epoch)));
        var data = new OffsetForLeaderEpochRequestData();
        data.topics().add(topic);
        var bytes = MessageUtil.toByteBufferAccessor(data, version).buffer();
        OffsetsForLeaderEpochResponse response =
                server.send(OffsetsForLeaderEpochRequest.parse(new ByteBufferAccessor(bytes), version));
        return response.data().topics().iterator().next().partitions().get(0);
    }

    @ParameterizedTest
    @ValueSource(shorts = {2, 3, 4})
    void tellsWhereTheLeaderEpochEnds(short version) {
        append(1000, 2000);

        assertThat(endOf(0, -1, version).endOffset()).isEqualTo(2);
        assertThat(endOf(0, -1, version).leaderEpoch()).isZero();
        assertThat(endOf(5, -1, version).endOffset()).isEqualTo(-1);
        assertThat(endOf(0, 5, version).errorCode()).isEqualTo(Errors.UNKNOWN_LEADER_EPOCH.code());
    }

    private DeleteRecordsPartitionResult delete(TopicPartition partition, long before) {
        var data = new DeleteRecordsRequestData()
                .setTopics(List.of(new DeleteRecordsTopic()
                        .setName(partition.topic())
                        .setPartitions(List.of(new DeleteRecordsPartition()
                                .setPartitionIndex(partition.partition())
                                .setOffset(before)))));
        DeleteRecordsResponse response = server.send(new DeleteRecordsRequest.Builder(data).build((short) 2));
        return response.data()
                .topics()
                .iterator()
                .next()
                .partitions()
                .iterator()
                .next();
    }

    private static Errors error(DeleteRecordsPartitionResult result) {
        return Errors.forCode(result.errorCode());
    }

    @Test
    void deletesRecordsBeforeAnOffsetOrAllOfThem() {
        server.log(p).append(batch("a", "b", "c"), true).join();

        assertThat(delete(p, 1).lowWatermark()).isEqualTo(1);
        assertThat(committed(server.log(p))).containsExactly("b", "c");
        assertThat(delete(p, -1).lowWatermark()).isEqualTo(3);
    }

    @Test
    void refusesToDeleteWhatIsNotThereOrNotToBeDeleted() {
        var compacted = server.topic("c", Map.of("cleanup.policy", "compact"));
        var offsets = server.topic("__consumer_offsets");
        server.topic("secret");
        server.forbidden.add("DELETE secret");

        assertThat(error(delete(p, 5))).isEqualTo(Errors.OFFSET_OUT_OF_RANGE);
        assertThat(error(delete(p, -7))).isEqualTo(Errors.OFFSET_OUT_OF_RANGE);
        assertThat(error(delete(compacted, 0))).isEqualTo(Errors.POLICY_VIOLATION);
        assertThat(error(delete(offsets, 0))).isEqualTo(Errors.INVALID_TOPIC_EXCEPTION);
        assertThat(error(delete(new TopicPartition("none", 0), 0))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(error(delete(new TopicPartition("secret", 0), 0))).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
    }

    private PartitionResponse producersOf(int partition) {
        var data = new DescribeProducersRequestData()
                .setTopics(List.of(new TopicRequest().setName("t").setPartitionIndexes(List.of(partition))));
        DescribeProducersResponse response = server.send(new DescribeProducersRequest.Builder(data).build((short) 0));
        return response.data().topics().get(0).partitions().get(0);
    }

    @Test
    void tellsWhichProducersAPartitionRemembers() {
        server.log(p).appendValidated(sequenced(7, 3, 0, "a", "b"), true).join();

        assertThat(producersOf(0).activeProducers()).singleElement().satisfies(producer -> {
            assertThat(producer.producerId()).isEqualTo(7);
            assertThat(producer.producerEpoch()).isEqualTo(3);
            assertThat(producer.lastSequence()).isEqualTo(1);
            assertThat(producer.currentTxnStartOffset()).isEqualTo(-1);
        });
        assertThat(producersOf(9).errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        server.forbidden.add("READ t");
        assertThat(producersOf(0).errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
    }

    private DescribeLogDirsResponse logDirs(short version) {
        var data = new DescribeLogDirsRequestData().setTopics(null);
        return server.send(new DescribeLogDirsRequest.Builder(data).build(version));
    }

    @ParameterizedTest
    @ValueSource(shorts = {1, 2, 3, 4, 5})
    void tellsHowMuchOfTheDiskPartitionsTake(short version) {
        server.log(p).append(batch("a"), true).join();

        var folder = logDirs(version).data().results().get(0);

        assertThat(folder.errorCode()).isZero();
        assertThat(folder.totalBytes()).isPositive();
        assertThat(folder.usableBytes()).isPositive();
        assertThat(folder.topics().get(0).partitions().get(0).partitionSize())
                .isEqualTo(server.log(p).sizeInBytes());
    }

    @Test
    void tellsNothingOfTheDiskToThoseWhoMayNotDescribeTheCluster() {
        server.forbidden.add("DESCRIBE kafka-cluster");

        var response = logDirs((short) 5).data();

        assertThat(response.errorCode()).isEqualTo(Errors.CLUSTER_AUTHORIZATION_FAILED.code());
        assertThat(response.results()).isEmpty();
    }
}
