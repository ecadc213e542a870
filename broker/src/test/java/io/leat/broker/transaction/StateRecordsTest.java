package io.leat.broker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.transaction.state.Completed;
import io.leat.broker.transaction.state.Dead;
import io.leat.broker.transaction.state.Empty;
import io.leat.broker.transaction.state.Holder;
import io.leat.broker.transaction.state.Ongoing;
import io.leat.broker.transaction.state.Outcome;
import io.leat.broker.transaction.state.Prepared;
import io.leat.broker.transaction.state.TransactionState;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateRecordsTest {
    private static final Holder HOLDER = new Holder(7, (short) 3, 5, (short) -1, 60_000);
    private static final Set<TopicPartition> PARTITIONS =
            Set.of(new TopicPartition("a", 0), new TopicPartition("a", 2), new TopicPartition("b", 1));

    static Stream<TransactionState> states() {
        return Stream.of(
                new Dead(),
                new Empty(HOLDER, 11),
                new Ongoing(HOLDER, PARTITIONS, 10, 11, (short) 2),
                new Prepared(HOLDER, Outcome.COMMIT, PARTITIONS, 8, 10, 11, (short) 2),
                new Prepared(HOLDER, Outcome.ABORT, PARTITIONS, -1, 10, 11, (short) 0),
                new Completed(HOLDER, Outcome.COMMIT, 10, 11, (short) 2),
                new Completed(HOLDER, Outcome.ABORT, 10, 11, (short) 0));
    }

    private static Record record(TransactionState state) {
        var records = MemoryRecords.withRecords(
                Compression.NONE, new SimpleRecord(StateRecords.key("id"), StateRecords.value(state)));
        return records.records().iterator().next();
    }

    @ParameterizedTest
    @MethodSource("states")
    void readsBackWhatItWrites(TransactionState state) {
        assertThat(StateRecords.key(record(state))).contains("id");
        assertThat(StateRecords.value(record(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("states")
    void writesWhatKafkasCoordinatorReads(TransactionState state) {
        var bytes = StateRecords.value(state);
        var value = bytes == null ? null : ByteBuffer.wrap(bytes);
        var found = TransactionLog.read(ByteBuffer.wrap(StateRecords.key("id")), value);
        if (state instanceof Dead) {
            assertThat(found).isEqualTo(new TransactionLog.TxnTombstone("id"));
            return;
        }
        assertThat(found).isInstanceOf(TransactionLog.TxnRecord.class);
        var read = ((TransactionLog.TxnRecord) found).metadata();
        assertThat(read.transactionalId()).isEqualTo("id");
        assertThat(read.state().stateName()).isEqualTo(state.name());
        assertThat(read.producerId()).isEqualTo(7);
        assertThat(read.topicPartitions()).isEqualTo(state.partitions());
        assertThat(read.txnStartTimestamp()).isEqualTo(state.startedAt());
    }

    @Test
    void leavesOtherRecordsAlone() {
        var other = MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(new byte[] {0, 9, 1}, new byte[0]));
        assertThat(StateRecords.key(other.records().iterator().next())).isEmpty();
    }
}
