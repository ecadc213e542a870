package io.leat.broker.handler.data;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.builder;
import static io.leat.broker.handler.data.FetchClient.only;
import static io.leat.broker.handler.data.FetchClient.partitions;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.handler.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.Records;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FetchHandlerTest {

    @TempDir
    Path folder;

    private DataServer server;
    private TopicPartition p;
    private TopicPartition q;

    @BeforeEach
    void open() throws Exception {
        server = new DataServer(folder);
        p = server.topic("t");
        q = new TopicPartition("t", 1);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private FetchClient fetch() {
        return new FetchClient(server);
    }

    private void append(TopicPartition partition, String... values) {
        server.log(partition).append(batch(values), true).join();
    }

    private static List<String> values(PartitionData data) {
        var values = new ArrayList<String>();
        for (Record record : ((Records) data.records()).records()) {
            values.add(UTF_8.decode(record.value()).toString());
        }
        return values;
    }

    private static Errors error(PartitionData data) {
        return Errors.forCode(data.errorCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
    void findsRecordsInEveryVersion(int version) {
        append(p, "a", "b");

        var found = only(fetch().version(version).from(p, 0).send());

        assertThat(values(found)).containsExactly("a", "b");
        assertThat(found.highWatermark()).isEqualTo(2);
        assertThat(found.lastStableOffset()).isEqualTo(2);
        assertThat(found.logStartOffset()).isZero();
    }

    @Test
    void handsOutSlicesOfTheSegmentFileUntouched() {
        append(p, "a");

        assertThat(only(fetch().from(p, 0).send()).records()).isInstanceOf(FileRecords.class);
    }

    @Test
    void tellsThatAnOffsetIsOutOfRange() {
        append(p, "a");

        var found = only(fetch().waiting(10_000, 1).from(p, 5).send());

        assertThat(error(found)).isEqualTo(Errors.OFFSET_OUT_OF_RANGE);
        assertThat(found.highWatermark()).isEqualTo(-1);
    }

    @Test
    void comparesLeaderEpochs() {
        assertThat(error(only(fetch().from(p, 0, 0).send()))).isEqualTo(Errors.NONE);
        assertThat(error(only(fetch().from(p, 0, 1).send()))).isEqualTo(Errors.UNKNOWN_LEADER_EPOCH);
        assertThat(error(only(fetch().from(p, 0, -2).send()))).isEqualTo(Errors.FENCED_LEADER_EPOCH);
    }

    @Test
    void tellsUnknownTopicsByIdAndByNameApart() {
        assertThat(error(only(fetch().fromId(Uuid.randomUuid()).send()))).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
        assertThat(error(only(fetch().version(12)
                        .from(new TopicPartition("none", 0), 0)
                        .send())))
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void doesNotTellWhetherATopicExistsThatTheCallerMayNotRead() {
        server.forbidden.add("READ t");
        server.forbidden.add("READ none");

        assertThat(error(only(fetch().from(p, 0).send()))).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(error(only(fetch().version(12)
                        .from(new TopicPartition("none", 0), 0)
                        .send())))
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
    }

    @Test
    void refusesFollowersBecauseNothingIsReplicated() {
        assertThat(error(only(fetch().asFollower().from(p, 0).send()))).isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER);
    }

    @Test
    void sendsAtLeastOneBatchAndStopsAtTheLimit() {
        append(p, "a".repeat(500));
        append(q, "b".repeat(500));

        var found = partitions(fetch().atMost(10).from(p, 0).from(q, 0).send());

        assertThat(values(found.get(0))).containsExactly("a".repeat(500));
        assertThat(found.get(1).records().sizeInBytes()).isZero();
        assertThat(found.get(1).highWatermark()).isEqualTo(1);
    }

    @Test
    void waitsForRecordsAndIsWokenByTheAppend() {
        var answer = fetch().waiting(60_000, 1).from(p, 0).start();
        assertThat(answer).isNotDone();

        append(p, "a");

        assertThat(values(only(fetch().finish(answer)))).containsExactly("a");
    }

    @Test
    void waitsUntilTheDiskHasTheRecords() {
        var answer = fetch().waiting(60_000, 1).from(p, 0).start();
        server.force.close();
        var append = server.log(p).append(batch("a"), true);
        assertThat(server.log(p).logEndOffset()).isEqualTo(1);
        assertThat(answer).isNotDone();

        server.force.open();

        append.join();
        assertThat(values(only(fetch().finish(answer)))).containsExactly("a");
    }

    @Test
    void waitsForAsManyBytesAsAreAskedForOverAllPartitions() {
        var answer = fetch().waiting(60_000, 1000).from(p, 0).from(q, 0).start();
        append(p, "a".repeat(250));
        assertThat(answer).isNotDone();

        append(q, "b".repeat(250));

        var found = partitions(fetch().finish(answer));
        assertThat(values(found.get(0))).hasSize(1);
        assertThat(values(found.get(1))).hasSize(1);
    }

    @Test
    void answersWithWhatThereIsWhenTheTimeIsOver() {
        append(p, "a");

        var found = only(fetch().waiting(20, 1 << 20).from(p, 0).send());

        assertThat(values(found)).containsExactly("a");
    }

    @Test
    void answersAtOnceWhenATopicIsDeletedUnderAWaitingConsumer() {
        var answer = fetch().waiting(60_000, 1).from(p, 0).start();

        server.topics.delete("t");

        assertThat(error(only(fetch().version(12).finish(answer)))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void leavesNothingBehindWhenTheAnswerIsCancelled() {
        var answer = fetch().waiting(60_000, 1).from(p, 0).start();
        assertThat(server.waiting()).isEqualTo(1);

        answer.cancel(false);

        await().untilAsserted(() -> assertThat(server.waiting()).isZero());
    }

    @Test
    void hidesUndecidedRecordsFromReadersOfCommittedOnesAndNamesAbortedTransactions() {
        append(p, "a");
        var open = builder("undecided");
        open.setProducerState(7, (short) 0, 0, true);
        server.log(p).write(open.build(), true).done().join();

        var before = only(fetch().committed().from(p, 0).send());
        server.log(p).decide(7, (short) 0, false, true).done().join();
        var after = only(fetch().committed().from(p, 0).send());

        assertThat(values(before)).containsExactly("a");
        assertThat(before.lastStableOffset()).isEqualTo(1);
        assertThat(before.highWatermark()).isEqualTo(2);
        assertThat(after.abortedTransactions()).singleElement().satisfies(aborted -> {
            assertThat(aborted.producerId()).isEqualTo(7);
            assertThat(aborted.firstOffset()).isEqualTo(1);
        });
        assertThat(after.lastStableOffset()).isEqualTo(3);
    }

    @Test
    void wakesReadersOfCommittedRecordsWhenTheTransactionIsDecided() {
        var open = builder("a");
        open.setProducerState(7, (short) 0, 0, true);
        server.log(p).write(open.build(), true).done().join();
        var answer = fetch().committed().waiting(60_000, 1).from(p, 0).start();
        assertThat(answer).isNotDone();

        server.log(p).decide(7, (short) 0, true, true).done().join();

        assertThat(only(fetch().finish(answer)).lastStableOffset()).isEqualTo(2);
    }

    @Test
    void answersNothingButTheTimeToWaitWhenTheQuotaIsExceeded() {
        append(p, "a");
        server.fetched.throttleMs = 42;

        var answer = fetch().from(p, 0).start().join();

        assertThat(answer).isInstanceOfSatisfying(Answer.Reply.class, reply -> {
            assertThat(reply.throttleMs()).isEqualTo(42);
            assertThat(reply.response().throttleTimeMs()).isEqualTo(42);
        });
        assertThat(partitions(fetch().finish(CompletableFuture.completedFuture(answer))))
                .isEmpty();
        assertThat(server.fetched.counted).isZero();
    }
}
