package io.leat.broker.handler.data;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.handler.data.FetchClient.only;
import static io.leat.broker.handler.data.FetchClient.partitions;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FetchSessionTest {
    private static final long LONG_AGO_MS = 120_000;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger ids = new AtomicInteger(100);
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

    private FetchClient fetch(int session, int epoch) {
        return new FetchClient(server).session(session, epoch);
    }

    private int begin() {
        return fetch(0, 0).from(p, 0).from(q, 0).send().sessionId();
    }

    private void append(TopicPartition partition, String value) {
        server.log(partition).append(batch(value), true).join();
    }

    @Test
    void offersASessionToAFullFetchAndNoneWithoutBeingAsked() {
        assertThat(begin()).isPositive();
        assertThat(fetch(0, -1).from(p, 0).send().sessionId()).isZero();
    }

    @Test
    void answersOnlyWhatIsNew() {
        var id = begin();

        assertThat(partitions(fetch(id, 1).send())).isEmpty();
        append(q, "a");
        var second = partitions(fetch(id, 2).send());

        assertThat(second).extracting(PartitionData::partitionIndex).containsExactly(1);
    }

    @Test
    void takesOverChangedOffsetsAndForgetsPartitions() {
        append(p, "a");
        append(q, "b");
        var id = begin();

        assertThat(partitions(fetch(id, 1).from(p, 1).from(q, 1).send())).isEmpty();
        append(p, "c");
        append(q, "d");

        assertThat(partitions(fetch(id, 2).forget(q).send()))
                .extracting(PartitionData::partitionIndex)
                .containsExactly(0);
    }

    @Test
    void putsPartitionsWithRecordsAtTheEndOfTheLine() {
        append(p, "a".repeat(100));
        append(q, "b".repeat(100));
        var id = fetch(0, 0).atMost(1).from(p, 0).from(q, 0).send().sessionId();

        var first = partitions(fetch(id, 1).atMost(1).send());
        var second = partitions(fetch(id, 2).atMost(1).send());

        assertThat(first).extracting(PartitionData::partitionIndex).containsExactly(0);
        assertThat(second).extracting(PartitionData::partitionIndex).containsExactly(1);
    }

    @Test
    void repeatsAnErrorUntilItIsGoneAndThenTellsThePartitionAnew() {
        append(p, "a");
        var id = fetch(0, 0).from(p, 5).send().sessionId();

        assertThat(only(fetch(id, 1).send()).errorCode()).isEqualTo(Errors.OFFSET_OUT_OF_RANGE.code());

        assertThat(only(fetch(id, 2).from(p, 1).send()).errorCode()).isZero();
    }

    @Test
    void refusesAnUnknownSession() {
        assertThat(fetch(77, 1).send().error()).isEqualTo(Errors.FETCH_SESSION_ID_NOT_FOUND);
    }

    @Test
    void refusesARequestOutOfTurn() {
        var id = begin();

        assertThat(fetch(id, 2).send().error()).isEqualTo(Errors.INVALID_FETCH_SESSION_EPOCH);
        assertThat(fetch(id, 1).send().error()).isEqualTo(Errors.NONE);
    }

    @Test
    void refusesToMixNamesAndIds() {
        var id = begin();

        assertThat(fetch(id, 1).version(12).send().error()).isEqualTo(Errors.FETCH_SESSION_TOPIC_ID_ERROR);
    }

    @Test
    void endsASessionWhenAsked() {
        var id = begin();

        fetch(id, -1).send();

        assertThat(fetch(id, 1).send().error()).isEqualTo(Errors.FETCH_SESSION_ID_NOT_FOUND);
    }

    @Test
    void keepsTheSessionsStateWhenTheQuotaIsExceeded() {
        var id = begin();
        append(p, "a");
        server.fetched.throttleMs = 1;
        assertThat(partitions(fetch(id, 1).send())).isEmpty();
        server.fetched.throttleMs = 0;

        assertThat(partitions(fetch(id, 2).send())).hasSize(1);
    }

    @Test
    void noticesThatATopicWasDeleted() {
        var id = begin();

        server.topics.delete("t");

        assertThat(only(fetch(id, 1).send()).errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
    }

    private FetchSessions sessions() {
        return new FetchSessions(2, 100, now::get, ids::incrementAndGet);
    }

    private static void fill(FetchSession session, int partitions) {
        var wanted = new ArrayList<Wanted>();
        var found = new ArrayList<PartitionData>();
        for (var i = 0; i < partitions; i++) {
            wanted.add(new Wanted(new Wanted.Key(Uuid.ZERO_UUID, "t", i), 0, 1, -1, -1));
            found.add(new PartitionData());
        }
        session.begin(wanted, found);
    }

    @Test
    void offersNoSessionWhileAllSlotsAreInUse() {
        var sessions = sessions();
        sessions.create(true, 1);
        sessions.create(true, 1);

        assertThat(sessions.create(true, 1)).isEmpty();
    }

    @Test
    void forgetsTheSessionThatWasUnusedForTheLongestTime() {
        var sessions = sessions();
        var first = sessions.create(true, 1).orElseThrow();
        var second = sessions.create(true, 1).orElseThrow();
        now.addAndGet(LONG_AGO_MS);
        sessions.use(first.id());

        var third = sessions.create(true, 1);

        assertThat(third).isPresent();
        assertThat(sessions.use(second.id())).isEmpty();
        assertThat(sessions.use(first.id())).isPresent();
    }

    @Test
    void prefersALargeSessionToAnOldSmallOne() {
        var sessions = sessions();
        var small = sessions.create(true, 1).orElseThrow();
        var large = sessions.create(true, 9).orElseThrow();
        fill(small, 1);
        fill(large, 9);
        now.addAndGet(LONG_AGO_MS);
        sessions.use(small.id());
        sessions.use(large.id());

        assertThat(sessions.create(true, 1)).isEmpty();
        assertThat(sessions.create(true, 5)).isPresent();
        assertThat(sessions.use(small.id())).isEmpty();
    }

    @Test
    void offersNoSessionForMorePartitionsThanAllMayHave() {
        var sessions = sessions();
        fill(sessions.create(true, 60).orElseThrow(), 60);

        assertThat(sessions.create(true, 41)).isEmpty();
        assertThat(sessions.create(true, 101)).isEmpty();
        assertThat(sessions.create(true, 40)).isPresent();
    }

    @Test
    void forgetsASessionThatGrowsBeyondWhatAllMayHave() {
        var sessions = sessions();
        var grown = sessions.create(true, 1).orElseThrow();
        fill(grown, 100);
        assertThat(sessions.keepGrown(grown)).isTrue();
        fill(grown, 101);

        assertThat(sessions.keepGrown(grown)).isFalse();
        assertThat(sessions.use(grown.id())).isEmpty();
    }
}
