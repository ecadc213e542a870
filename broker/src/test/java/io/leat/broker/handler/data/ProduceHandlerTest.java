package io.leat.broker.handler.data;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.builder;
import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.sequenced;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.handler.Answer;
import io.leat.broker.log.Isolation;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProduceHandlerTest {
    private static final short NEWEST = 13;
    private static final short BY_NAME = 12;
    private static final short TV1 = 10;

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

    private ProduceRequestData data(int acks, TopicPartition partition, BaseRecords records) {
        var data = new ProduceRequestData().setAcks((short) acks).setTimeoutMs(10_000);
        data.topicData()
                .add(new TopicProduceData()
                        .setName(partition.topic())
                        .setTopicId(server.topics
                                .describe(partition.topic())
                                .map(topic -> topic.id())
                                .orElse(Uuid.ZERO_UUID))
                        .setPartitionData(List.of(new PartitionProduceData()
                                .setIndex(partition.partition())
                                .setRecords(records))));
        return data;
    }

    private ProduceRequest request(int version, int acks, TopicPartition partition, BaseRecords records) {
        var data = data(acks, partition, records);
        if (version < NEWEST) {
            data.topicData().forEach(topic -> topic.setTopicId(Uuid.ZERO_UUID));
        }
        return new ProduceRequest(data, (short) version);
    }

    private PartitionProduceResponse produce(int version, int acks, TopicPartition partition, BaseRecords records) {
        return only(server.send(request(version, acks, partition, records)));
    }

    private PartitionProduceResponse produce(BaseRecords records) {
        return produce(NEWEST, -1, p, records);
    }

    private static PartitionProduceResponse only(ProduceResponse response) {
        return response.data()
                .responses()
                .iterator()
                .next()
                .partitionResponses()
                .get(0);
    }

    private static Errors error(PartitionProduceResponse response) {
        return Errors.forCode(response.errorCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void appendsInEveryVersion(int version) {
        produce(version, -1, p, batch("a"));
        var second = produce(version, -1, p, batch("b", "c"));

        assertThat(error(second)).isEqualTo(Errors.NONE);
        assertThat(second.baseOffset()).isEqualTo(1);
        assertThat(second.logAppendTimeMs()).isEqualTo(-1);
        assertThat(second.logStartOffset()).isZero();
        assertThat(committed(server.log(p))).containsExactly("a", "b", "c");
    }

    @Test
    void answersAcksAllOnlyWhenTheDiskHasTheRecords() {
        server.force.close();
        var answer = server.settle(request(NEWEST, -1, p, batch("a")));
        assertThat(answer).isNotDone();

        server.force.open();

        assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Answer.Reply.class);
    }

    @Test
    void letsTheNextRequestInWhileTheRecordsWaitForTheDisk() {
        server.force.close();

        var answer = server.dispatch(request(NEWEST, -1, p, batch("a"))).join();

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Later.class, later -> assertThat(later.answer()).isNotDone());
        assertThat(server.log(p).logEndOffset()).isEqualTo(1);
    }

    /** Many requests may wait, and their bytes are counted only until they are appended. */
    @Test
    void keepsNoRecordsInMemoryThatWaitForTheDisk() {
        server.force.close();
        var request = request(NEWEST, -1, p, batch("x".repeat(100_000)));
        var records = records(request);

        var answer = server.settle(request);

        await().until(() -> {
            System.gc();
            return records.refersTo(null);
        });
        assertThat(answer).isNotDone();
        assertThat(request.acks()).as("the request is still there").isEqualTo((short) -1);
    }

    private static WeakReference<BaseRecords> records(ProduceRequest request) {
        return new WeakReference<>(request.data()
                .topicData()
                .iterator()
                .next()
                .partitionData()
                .get(0)
                .records());
    }

    @Test
    void answersAcksOneFromThePageCacheThoughOthersWaitForTheDisk() {
        server.force.close();
        var durable = server.settle(request(NEWEST, -1, p, batch("a")));

        assertThat(produce(NEWEST, 1, p, batch("b")).baseOffset()).isEqualTo(1);
        assertThat(durable).isNotDone();
    }

    @Test
    void answersNothingToAcksZero() {
        var answer = server.settle(request(NEWEST, 0, p, batch("a"))).join();

        assertThat(answer).isInstanceOf(Answer.Silence.class);
        assertThat(committed(server.log(p))).containsExactly("a");
    }

    @Test
    void hangsUpWhenAcksZeroFails() {
        var answer = server.settle(request(BY_NAME, 0, new TopicPartition("none", 0), batch("a")))
                .join();

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Hangup.class,
                        hangup -> assertThat(hangup.reason()).contains("none-0", "UNKNOWN_TOPIC_OR_PARTITION"));
    }

    @Test
    void saysThatTheTimeIsOverWhenTheDiskIsSlow() {
        server.force.close();
        var data = data(-1, p, batch("a")).setTimeoutMs(1);

        assertThat(error(only(server.send(new ProduceRequest(data, NEWEST))))).isEqualTo(Errors.REQUEST_TIMED_OUT);
    }

    @Test
    void refusesAcksThatDoNotExist() {
        assertThat(error(produce(NEWEST, 2, p, batch("a")))).isEqualTo(Errors.INVALID_REQUIRED_ACKS);
    }

    @Test
    void tellsUnknownTopicsByIdAndByNameApart() {
        var byId = data(-1, p, batch("a"));
        byId.topicData().forEach(topic -> topic.setTopicId(Uuid.randomUuid()));

        assertThat(error(only(server.send(new ProduceRequest(byId, NEWEST))))).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
        assertThat(error(produce(BY_NAME, -1, new TopicPartition("none", 0), batch("a"))))
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(error(produce(NEWEST, -1, new TopicPartition("t", 7), batch("a"))))
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void doesNotTellWhetherATopicExistsThatTheCallerMayNotWriteTo() {
        server.forbidden.add("WRITE t");
        server.forbidden.add("WRITE none");

        assertThat(error(produce(batch("a")))).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(error(produce(BY_NAME, -1, new TopicPartition("none", 0), batch("a"))))
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
    }

    @Test
    void keepsClientsOutOfInternalTopics() {
        var offsets = server.topic("__consumer_offsets");

        assertThat(error(produce(NEWEST, -1, offsets, batch("a")))).isEqualTo(Errors.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void namesTheRecordsThatBreakARule() {
        var compacted = server.topic("c", Map.of("cleanup.policy", "compact"));
        var records = MemoryRecords.withRecords(
                Compression.NONE,
                new SimpleRecord("k".getBytes(UTF_8), "v".getBytes(UTF_8)),
                new SimpleRecord("no key".getBytes(UTF_8)),
                new SimpleRecord("no key".getBytes(UTF_8)));

        var response = produce(NEWEST, -1, compacted, records);

        assertThat(error(response)).isEqualTo(Errors.INVALID_RECORD);
        assertThat(response.errorMessage()).isNotBlank();
        assertThat(response.recordErrors())
                .extracting(error -> error.batchIndex())
                .containsExactly(1, 2);
        assertThat(response.recordErrors().get(0).batchIndexErrorMessage()).contains("key");
    }

    @Test
    void refusesOneBatchOfARequestAndTakesTheOther() {
        var data = data(-1, p, batch("a"));
        data.topicData()
                .iterator()
                .next()
                .setPartitionData(List.of(
                        new PartitionProduceData().setIndex(7).setRecords(batch("x")),
                        new PartitionProduceData().setIndex(0).setRecords(batch("a"))));

        ProduceResponse response = server.send(new ProduceRequest(data, NEWEST));

        assertThat(response.data().responses().iterator().next().partitionResponses())
                .extracting(one -> Errors.forCode(one.errorCode()))
                .containsExactly(Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.NONE);
    }

    @Test
    void refusesZstdFromClientsThatAreTooOldForIt() {
        var records = MemoryRecords.withRecords(Compression.zstd().build(), new SimpleRecord("v".getBytes(UTF_8)));

        assertThat(error(produce(6, -1, p, records))).isEqualTo(Errors.UNSUPPORTED_COMPRESSION_TYPE);
        assertThat(error(produce(7, -1, p, records))).isEqualTo(Errors.NONE);
    }

    @Test
    void refusesACorruptBatch() {
        var records = batch("a");
        records.buffer().put(records.sizeInBytes() - 1, (byte) 99);

        assertThat(error(produce(records))).isEqualTo(Errors.CORRUPT_MESSAGE);
    }

    @Test
    void refusesABatchThatIsTooLarge() {
        var small = server.topic("small", Map.of("max.message.bytes", "100"));

        assertThat(error(produce(NEWEST, -1, small, batch("a".repeat(200))))).isEqualTo(Errors.MESSAGE_TOO_LARGE);
    }

    @Test
    void stampsRecordsOfATopicWithLogAppendTime() {
        var stamped = server.topic("stamped", Map.of("message.timestamp.type", "LogAppendTime"));

        assertThat(produce(NEWEST, -1, stamped, batch("a")).logAppendTimeMs()).isPositive();
    }

    @Test
    void answersARepeatedBatchWithTheOffsetsOfTheFirst() {
        produce(sequenced(7, 0, 0, "a", "b"));
        produce(sequenced(7, 0, 2, "c"));

        var again = produce(sequenced(7, 0, 0, "a", "b"));

        assertThat(error(again)).isEqualTo(Errors.NONE);
        assertThat(again.baseOffset()).isZero();
        assertThat(committed(server.log(p))).containsExactly("a", "b", "c");
    }

    @Test
    void refusesAGapInTheSequence() {
        produce(sequenced(7, 0, 0, "a"));

        assertThat(error(produce(sequenced(7, 0, 5, "b")))).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void refusesAProducerThatWasReplaced() {
        produce(sequenced(7, 1, 0, "a"));

        assertThat(error(produce(sequenced(7, 0, 0, "b")))).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void refusesTheProducerIdsOfTheLogItself() {
        server.ownProducerIds.add(7L);

        assertThat(error(produce(sequenced(7, 0, 0, "a")))).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    private PartitionProduceResponse produceInTransaction(int version) {
        var builder = builder("a");
        builder.setProducerState(7, (short) 0, 0, true);
        var data = request(version, -1, p, builder.build()).data().setTransactionalId("tx");
        return only(server.send(new ProduceRequest(data, (short) version)));
    }

    @Test
    void takesRecordsOfAnOpenTransactionAndHidesThemUntilItIsDecided() {
        server.gate.open.add(p);

        assertThat(error(produceInTransaction(TV1))).isEqualTo(Errors.NONE);
        assertThat(server.log(p).lastStableOffset()).isZero();
        assertThat(server.log(p).highWatermark()).isEqualTo(1);
    }

    @Test
    void refusesRecordsOfAPartitionThatIsNotInTheTransaction() {
        var response = produceInTransaction(TV1);

        assertThat(error(response)).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(response.errorMessage()).contains("t-0");
        assertThat(server.log(p).logEndOffset()).isZero();
    }

    @Test
    void addsThePartitionToTheTransactionFromVersionTwelveOn() {
        assertThat(error(produceInTransaction(BY_NAME))).isEqualTo(Errors.NONE);
        assertThat(server.gate.open).containsExactly(p);
    }

    @Test
    void refusesRecordsWhoseTransactionEndsBetweenTheCheckAndTheAppend() {
        server.gate.closesAfterAdmission = true;

        assertThat(error(produceInTransaction(BY_NAME))).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(server.log(p)
                        .read(0, 100, Isolation.READ_UNCOMMITTED)
                        .records()
                        .sizeInBytes())
                .isZero();
    }

    @Test
    void refusesTransactionalRecordsWithoutTheRightToTheTransactionalId() {
        server.gate.open.add(p);
        server.forbidden.add("WRITE tx");

        assertThat(error(produceInTransaction(TV1))).isEqualTo(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
    }

    @Test
    void translatesTheCoordinatorsAnswersForOldProducers() {
        assertThat(ProduceTransactions.translate(Errors.PRODUCER_FENCED, BY_NAME))
                .isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(ProduceTransactions.translate(Errors.CONCURRENT_TRANSACTIONS, TV1))
                .isEqualTo(Errors.NOT_ENOUGH_REPLICAS);
        assertThat(ProduceTransactions.translate(Errors.CONCURRENT_TRANSACTIONS, BY_NAME))
                .isEqualTo(Errors.CONCURRENT_TRANSACTIONS);
        assertThat(ProduceTransactions.translate(Errors.TRANSACTION_ABORTABLE, (short) 11))
                .isEqualTo(Errors.TRANSACTION_ABORTABLE);
    }

    @Test
    void tellsAProducerOverItsQuotaHowLongToWait() {
        server.produced.throttleMs = 42;

        var answer = server.settle(request(NEWEST, -1, p, batch("a"))).join();

        assertThat(answer).isInstanceOfSatisfying(Answer.Reply.class, reply -> {
            assertThat(reply.throttleMs()).isEqualTo(42);
            assertThat(reply.response().throttleTimeMs()).isEqualTo(42);
        });
        assertThat(server.produced.counted).isEqualTo(batch("a").sizeInBytes());
    }
}
