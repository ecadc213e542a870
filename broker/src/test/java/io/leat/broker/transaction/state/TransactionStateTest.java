package io.leat.broker.transaction.state;

import static org.apache.kafka.common.protocol.Errors.CONCURRENT_TRANSACTIONS;
import static org.apache.kafka.common.protocol.Errors.INVALID_PRODUCER_ID_MAPPING;
import static org.apache.kafka.common.protocol.Errors.INVALID_TXN_STATE;
import static org.apache.kafka.common.protocol.Errors.NONE;
import static org.apache.kafka.common.protocol.Errors.PRODUCER_FENCED;
import static org.apache.kafka.common.protocol.Errors.TRANSACTION_ABORTABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.transaction.state.TransactionEvent.Add;
import io.leat.broker.transaction.state.TransactionEvent.End;
import io.leat.broker.transaction.state.TransactionEvent.Expire;
import io.leat.broker.transaction.state.TransactionEvent.Init;
import io.leat.broker.transaction.state.TransactionEvent.MarkersWritten;
import io.leat.broker.transaction.state.TransactionEvent.TimeOut;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state and every event, with the errors that Kafka's coordinator answers. */
class TransactionStateTest {
    private static final long NOW = 10_000;
    private static final int TIMEOUT = 1_000;
    private static final long ID = 7;
    private static final long FRESH = 99;
    private static final short EPOCH = 5;
    private static final short LAST = Short.MAX_VALUE - 1;
    private static final TopicPartition P = new TopicPartition("t", 0);
    private static final TopicPartition Q = new TopicPartition("t", 1);

    private static Holder holder(long id, int epoch, long previous, int last) {
        return new Holder(id, (short) epoch, previous, (short) last, TIMEOUT);
    }

    private static Holder holder(int epoch) {
        return holder(ID, epoch, -1, -1);
    }

    private static Empty empty(int epoch) {
        return new Empty(holder(epoch), 1);
    }

    private static Ongoing ongoing(int epoch) {
        return new Ongoing(holder(epoch), Set.of(P), 9_500, 9_600, (short) 2);
    }

    private static Prepared prepared(int epoch, Outcome outcome, int version) {
        return new Prepared(holder(epoch), outcome, Set.of(P), -1, 9_500, 9_700, (short) version);
    }

    private static Completed completed(int epoch, Outcome outcome, int version) {
        return new Completed(holder(epoch), outcome, 9_500, 9_800, (short) version);
    }

    private static Init start() {
        return new Init(-1, (short) -1, TIMEOUT, () -> FRESH);
    }

    private static Init goOn(long id, int epoch) {
        return new Init(id, (short) epoch, TIMEOUT, () -> FRESH);
    }

    private static Add add(long id, int epoch, TopicPartition... partitions) {
        return new Add(id, (short) epoch, Set.of(partitions), (short) 2);
    }

    private static End end(long id, int epoch, Outcome outcome, int version) {
        return new End(id, (short) epoch, outcome, (short) version, () -> FRESH);
    }

    private static End commit(int epoch, int version) {
        return end(ID, epoch, Outcome.COMMIT, version);
    }

    private static End abort(int epoch, int version) {
        return end(ID, epoch, Outcome.ABORT, version);
    }

    private static Arguments refused(TransactionState state, TransactionEvent event, Errors error) {
        return Arguments.of(state, event, new Decision.Stay(error));
    }

    private static Arguments stays(TransactionState state, TransactionEvent event) {
        return refused(state, event, NONE);
    }

    private static Arguments moves(TransactionState state, TransactionEvent event, TransactionState to) {
        return Arguments.of(state, event, new Decision.Move(to, NONE));
    }

    static Stream<Arguments> table() {
        return Stream.of(
                        unknown(),
                        producersThatStart(),
                        producersThatGoOn(),
                        joins(),
                        ends(),
                        repeats(),
                        time(),
                        markers())
                .flatMap(List::stream);
    }

    private static List<Arguments> unknown() {
        var dead = new Dead();
        var first = new Empty(holder(FRESH, 0, -1, -1), NOW);
        return List.of(
                moves(dead, start(), first),
                moves(dead, goOn(ID, EPOCH), first),
                refused(dead, add(ID, EPOCH, P), INVALID_PRODUCER_ID_MAPPING),
                refused(dead, commit(EPOCH, 0), INVALID_PRODUCER_ID_MAPPING),
                refused(dead, abort(EPOCH, 2), INVALID_PRODUCER_ID_MAPPING),
                stays(dead, new TimeOut()),
                stays(dead, new Expire(0)),
                stays(dead, new MarkersWritten(prepared(EPOCH, Outcome.COMMIT, 2))));
    }

    private static List<Arguments> producersThatStart() {
        var next = new Empty(holder(EPOCH + 1), NOW);
        var rotated = new Empty(holder(FRESH, 0, ID, -1), NOW);
        var fenced = new Prepared(holder(ID, EPOCH + 2, -1, -1), Outcome.ABORT, Set.of(P), -1, 9_500, NOW, (short) 2);
        var fencedAtTheLast =
                new Prepared(holder(ID, Short.MAX_VALUE, -1, -1), Outcome.ABORT, Set.of(P), -1, 9_500, NOW, (short) 2);
        return List.of(
                moves(empty(EPOCH), start(), next),
                moves(completed(EPOCH, Outcome.COMMIT, 2), start(), next),
                moves(completed(EPOCH, Outcome.ABORT, 0), start(), next),
                moves(empty(LAST), start(), rotated),
                moves(completed(Short.MAX_VALUE, Outcome.ABORT, 2), start(), rotated),
                Arguments.of(ongoing(EPOCH), start(), new Decision.Move(fenced, CONCURRENT_TRANSACTIONS)),
                Arguments.of(ongoing(LAST), start(), new Decision.Move(fencedAtTheLast, CONCURRENT_TRANSACTIONS)),
                refused(prepared(EPOCH, Outcome.COMMIT, 2), start(), CONCURRENT_TRANSACTIONS),
                refused(prepared(EPOCH, Outcome.ABORT, 0), start(), CONCURRENT_TRANSACTIONS));
    }

    private static List<Arguments> producersThatGoOn() {
        var bumped = new Empty(holder(ID, EPOCH + 1, -1, EPOCH), NOW);
        var afterBump = new Empty(holder(ID, EPOCH + 1, -1, EPOCH), 1);
        var afterRotation = new Empty(holder(FRESH, 0, ID, LAST), 1);
        return List.of(
                moves(empty(EPOCH), goOn(ID, EPOCH), bumped),
                moves(completed(EPOCH, Outcome.ABORT, 0), goOn(ID, EPOCH), bumped),
                moves(afterBump, goOn(ID, EPOCH), bumped),
                refused(empty(EPOCH), goOn(ID, EPOCH - 1), PRODUCER_FENCED),
                refused(empty(EPOCH), goOn(ID, EPOCH + 1), PRODUCER_FENCED),
                refused(empty(EPOCH), goOn(ID + 1, EPOCH), PRODUCER_FENCED),
                moves(empty(LAST), goOn(ID, LAST), new Empty(holder(FRESH, 0, ID, LAST), NOW)),
                moves(afterRotation, goOn(ID, LAST), new Empty(holder(FRESH, 0, ID, LAST), NOW)),
                refused(afterRotation, goOn(ID, EPOCH), PRODUCER_FENCED),
                refused(ongoing(EPOCH), goOn(ID, EPOCH - 1), PRODUCER_FENCED),
                refused(ongoing(EPOCH), goOn(ID + 1, EPOCH), PRODUCER_FENCED),
                refused(prepared(EPOCH, Outcome.COMMIT, 2), goOn(ID, EPOCH), CONCURRENT_TRANSACTIONS),
                refused(prepared(EPOCH, Outcome.COMMIT, 2), goOn(ID + 1, EPOCH), PRODUCER_FENCED));
    }

    private static List<Arguments> joins() {
        var begun = new Ongoing(holder(EPOCH), Set.of(P, Q), NOW, NOW, (short) 2);
        return List.of(
                moves(empty(EPOCH), add(ID, EPOCH, P, Q), begun),
                moves(completed(EPOCH, Outcome.ABORT, 2), add(ID, EPOCH, P, Q), begun),
                moves(ongoing(EPOCH), add(ID, EPOCH, Q), new Ongoing(holder(EPOCH), Set.of(P, Q), 9_500, NOW, (short)
                        2)),
                stays(ongoing(EPOCH), add(ID, EPOCH, P)),
                refused(ongoing(EPOCH), add(ID, EPOCH - 1, P), PRODUCER_FENCED),
                refused(ongoing(EPOCH), add(ID, EPOCH + 1, P), PRODUCER_FENCED),
                refused(ongoing(EPOCH), add(ID + 1, EPOCH, P), INVALID_PRODUCER_ID_MAPPING),
                refused(empty(EPOCH), add(ID, EPOCH - 1, P), PRODUCER_FENCED),
                refused(prepared(EPOCH, Outcome.COMMIT, 2), add(ID, EPOCH, P), CONCURRENT_TRANSACTIONS),
                refused(prepared(EPOCH, Outcome.ABORT, 2), add(ID, EPOCH - 1, P), PRODUCER_FENCED),
                refused(rotating(), add(FRESH, 0, P), CONCURRENT_TRANSACTIONS),
                refused(rotating(), add(FRESH + 1, 0, P), INVALID_PRODUCER_ID_MAPPING));
    }

    private static Prepared rotating() {
        return new Prepared(
                holder(ID, Short.MAX_VALUE, -1, LAST), Outcome.COMMIT, Set.of(P), FRESH, 9_500, NOW, (short) 2);
    }

    private static List<Arguments> ends() {
        var nothing = new Prepared(holder(ID, EPOCH + 1, -1, EPOCH), Outcome.ABORT, Set.of(), -1, NOW, NOW, (short) 2);
        return List.of(
                moves(
                        ongoing(EPOCH),
                        commit(EPOCH, 0),
                        new Prepared(holder(EPOCH), Outcome.COMMIT, Set.of(P), -1, 9_500, NOW, (short) 0)),
                moves(
                        ongoing(EPOCH),
                        abort(EPOCH, 2),
                        new Prepared(
                                holder(ID, EPOCH + 1, -1, EPOCH), Outcome.ABORT, Set.of(P), -1, 9_500, NOW, (short) 2)),
                moves(ongoing(LAST), commit(LAST, 2), rotating()),
                refused(ongoing(EPOCH), commit(EPOCH - 1, 0), PRODUCER_FENCED),
                refused(ongoing(EPOCH), commit(EPOCH + 1, 2), PRODUCER_FENCED),
                refused(ongoing(EPOCH), end(ID + 1, EPOCH, Outcome.COMMIT, 2), INVALID_PRODUCER_ID_MAPPING),
                refused(empty(EPOCH), commit(EPOCH, 0), INVALID_TXN_STATE),
                refused(empty(EPOCH), abort(EPOCH, 0), INVALID_TXN_STATE),
                refused(empty(EPOCH), commit(EPOCH, 2), INVALID_TXN_STATE),
                refused(empty(EPOCH), abort(EPOCH - 1, 2), PRODUCER_FENCED),
                moves(empty(EPOCH), abort(EPOCH, 2), nothing),
                moves(completed(EPOCH, Outcome.COMMIT, 2), abort(EPOCH, 2), nothing),
                moves(completed(EPOCH, Outcome.ABORT, 2), abort(EPOCH, 2), nothing),
                refused(completed(EPOCH, Outcome.COMMIT, 2), commit(EPOCH, 2), INVALID_TXN_STATE),
                refused(completed(EPOCH, Outcome.ABORT, 2), commit(EPOCH, 2), INVALID_TXN_STATE));
    }

    private static List<Arguments> repeats() {
        var rotated = new Completed(holder(FRESH, 0, ID, LAST), Outcome.COMMIT, 9_500, NOW, (short) 2);
        return List.of(
                stays(completed(EPOCH, Outcome.COMMIT, 0), commit(EPOCH, 0)),
                stays(completed(EPOCH, Outcome.ABORT, 0), abort(EPOCH, 0)),
                refused(completed(EPOCH, Outcome.ABORT, 0), commit(EPOCH, 0), INVALID_TXN_STATE),
                refused(completed(EPOCH, Outcome.COMMIT, 0), abort(EPOCH, 0), INVALID_TXN_STATE),
                stays(completed(EPOCH, Outcome.COMMIT, 2), commit(EPOCH - 1, 2)),
                stays(completed(EPOCH, Outcome.ABORT, 2), abort(EPOCH - 1, 2)),
                refused(completed(EPOCH, Outcome.ABORT, 2), commit(EPOCH - 1, 2), INVALID_TXN_STATE),
                refused(completed(EPOCH, Outcome.COMMIT, 2), abort(EPOCH - 1, 2), INVALID_TXN_STATE),
                refused(completed(EPOCH, Outcome.COMMIT, 0), commit(EPOCH - 1, 2), PRODUCER_FENCED),
                refused(completed(EPOCH, Outcome.COMMIT, 2), commit(EPOCH - 2, 2), PRODUCER_FENCED),
                stays(rotated, commit(LAST, 2)),
                refused(rotated, abort(LAST, 2), INVALID_TXN_STATE),
                refused(rotated, commit(EPOCH, 2), INVALID_PRODUCER_ID_MAPPING),
                refused(prepared(EPOCH, Outcome.COMMIT, 0), commit(EPOCH, 0), CONCURRENT_TRANSACTIONS),
                refused(prepared(EPOCH, Outcome.COMMIT, 0), abort(EPOCH, 0), INVALID_TXN_STATE),
                refused(prepared(EPOCH, Outcome.ABORT, 2), abort(EPOCH - 1, 2), CONCURRENT_TRANSACTIONS),
                refused(prepared(EPOCH, Outcome.ABORT, 2), commit(EPOCH - 1, 2), INVALID_TXN_STATE),
                refused(prepared(EPOCH, Outcome.COMMIT, 2), abort(EPOCH, 2), CONCURRENT_TRANSACTIONS),
                refused(prepared(EPOCH, Outcome.COMMIT, 2), abort(EPOCH - 2, 2), PRODUCER_FENCED),
                refused(rotating(), end(FRESH, 0, Outcome.ABORT, 2), CONCURRENT_TRANSACTIONS),
                refused(
                        prepared(EPOCH, Outcome.ABORT, 2),
                        end(ID + 1, EPOCH, Outcome.ABORT, 2),
                        INVALID_PRODUCER_ID_MAPPING),
                refused(prepared(Short.MAX_VALUE, Outcome.ABORT, 2), abort(LAST, 2), PRODUCER_FENCED),
                refused(completed(Short.MAX_VALUE, Outcome.ABORT, 2), abort(LAST, 2), PRODUCER_FENCED));
    }

    private static List<Arguments> time() {
        var late = new Ongoing(holder(EPOCH), Set.of(P), NOW - TIMEOUT - 1, 9_000, (short) 0);
        var fenced = new Prepared(holder(EPOCH + 2), Outcome.ABORT, Set.of(P), -1, NOW - TIMEOUT - 1, NOW, (short) 0);
        return List.of(
                stays(ongoing(EPOCH), new TimeOut()),
                moves(late, new TimeOut(), fenced),
                stays(prepared(EPOCH, Outcome.COMMIT, 2), new TimeOut()),
                stays(completed(EPOCH, Outcome.COMMIT, 2), new TimeOut()),
                stays(empty(EPOCH), new TimeOut()),
                moves(empty(EPOCH), new Expire(NOW - 1), new Dead()),
                stays(empty(EPOCH), new Expire(NOW)),
                moves(completed(EPOCH, Outcome.COMMIT, 2), new Expire(200), new Dead()),
                stays(completed(EPOCH, Outcome.COMMIT, 2), new Expire(201)),
                stays(ongoing(EPOCH), new Expire(0)),
                stays(prepared(EPOCH, Outcome.COMMIT, 2), new Expire(0)));
    }

    private static List<Arguments> markers() {
        var end = prepared(EPOCH, Outcome.COMMIT, 2);
        var earlier = new Prepared(holder(EPOCH), Outcome.COMMIT, Set.of(P), -1, 9_500, 9_699, (short) 2);
        return List.of(
                moves(end, new MarkersWritten(end), new Completed(holder(EPOCH), Outcome.COMMIT, 9_500, NOW, (short)
                        2)),
                stays(end, new MarkersWritten(earlier)),
                moves(
                        rotating(),
                        new MarkersWritten(rotating()),
                        new Completed(holder(FRESH, 0, ID, LAST), Outcome.COMMIT, 9_500, NOW, (short) 2)),
                stays(ongoing(EPOCH), new MarkersWritten(end)),
                stays(empty(EPOCH), new MarkersWritten(end)),
                stays(completed(EPOCH, Outcome.COMMIT, 2), new MarkersWritten(end)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void decides(TransactionState state, TransactionEvent event, Decision expected) {
        assertThat(state.decide(event, NOW)).isEqualTo(expected);
    }

    @Test
    void verifiesAPartitionWithoutAddingIt() {
        assertThat(ongoing(EPOCH).verify(ID, EPOCH, P)).isEqualTo(NONE);
        assertThat(ongoing(EPOCH).verify(ID, EPOCH, Q)).isEqualTo(TRANSACTION_ABORTABLE);
        assertThat(empty(EPOCH).verify(ID, EPOCH, P)).isEqualTo(TRANSACTION_ABORTABLE);
        assertThat(ongoing(EPOCH).verify(ID, (short) (EPOCH - 1), P)).isEqualTo(PRODUCER_FENCED);
        assertThat(ongoing(EPOCH).verify(ID + 1, EPOCH, P)).isEqualTo(INVALID_PRODUCER_ID_MAPPING);
        assertThat(prepared(EPOCH, Outcome.COMMIT, 2).verify(ID, EPOCH, P)).isEqualTo(CONCURRENT_TRANSACTIONS);
        assertThat(new Dead().verify(ID, EPOCH, P)).isEqualTo(INVALID_PRODUCER_ID_MAPPING);
    }

    @Test
    void letsNoProducerThatTimedOutIn() {
        var fenced = ((Decision.Move) new Ongoing(holder(EPOCH), Set.of(P), 0, 0, (short) 2).decide(new TimeOut(), NOW))
                .to();
        var aborted = ((Decision.Move) fenced.decide(new MarkersWritten((Prepared) fenced), NOW)).to();
        for (var state : List.of(fenced, aborted)) {
            for (var version : List.of(0, 2)) {
                assertThat(state.decide(abort(EPOCH, version), NOW).answer()).isEqualTo(PRODUCER_FENCED);
                assertThat(state.decide(commit(EPOCH, version), NOW).answer()).isEqualTo(PRODUCER_FENCED);
            }
            assertThat(state.decide(add(ID, EPOCH, P), NOW).answer()).isEqualTo(PRODUCER_FENCED);
        }
        assertThat(aborted.decide(goOn(ID, EPOCH), NOW).answer()).isEqualTo(PRODUCER_FENCED);
    }
}
