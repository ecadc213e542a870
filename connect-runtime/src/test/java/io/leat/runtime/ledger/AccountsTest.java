package io.leat.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.Ledger.Figures;
import io.leat.runtime.Ledger.Query;
import io.leat.runtime.Metrics.Sample;
import io.leat.runtime.RequestException;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.log.memory.MemoryLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledgers of tasks over a log in memory, told the truth and told lies. */
class AccountsTest {

    private static final ConnectorTaskId TASK = new ConnectorTaskId("c", 0);
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final MemoryLog log = new MemoryLog();
    private DeliveryLedger ledger;

    @BeforeEach
    void open() {
        ledger = new DeliveryLedger(log, WorkerSettings.defaults().ledger(), Clock.systemUTC());
        ledger.start();
    }

    /** As after kill -9: nothing is ended, and all there is is in the log. */
    private void crash() {
        ledger.close();
        open();
    }

    @AfterEach
    void close() {
        ledger.close();
        log.close();
    }

    @Test
    void aSourceHasInFlightWhatIsNotDurable() {
        var source = ledger.source(TASK);
        source.opened();
        source.polled(10);
        assertThat(total()).isEqualTo(new Figures(10, 0, 0, 0, 0, 0, 0, 0, 10, 0));
        var batch = new Counts(10, 0, 4, 3, 1, 0, 10);
        source.sending(batch);
        append(source, batch);
        assertThat(total()).isEqualTo(new Figures(10, 0, 4, 0, 0, 0, 0, 0, 14, 0));
        source.durable();
        assertThat(total()).isEqualTo(new Figures(10, 0, 4, 10, 3, 1, 0, 0, 0, 0));
    }

    @Test
    void aSourceGoesOnAfterACrashFromWhatIsInTheLog() {
        var source = ledger.source(TASK);
        source.opened();
        send(source, delivered(10));
        source.durable();
        send(source, delivered(5));
        crash();
        var next = ledger.source(TASK);
        next.opened();
        assertThat(total()).isEqualTo(new Figures(15, 0, 0, 15, 0, 0, 0, 0, 0, 0));
        send(next, delivered(1));
        next.durable();
        assertThat(total().delivered()).isEqualTo(16);
    }

    @Test
    void anAppendThatIsRepeatedCountsOnce() {
        var source = ledger.source(TASK);
        source.opened();
        source.polled(3);
        source.sending(delivered(3));
        try (var failing = writer()) {
            source.seal(failing, delivered(3), List.of());
            failing.discard();
        }
        source.opened();
        append(source, delivered(3));
        source.durable();
        assertThat(total()).isEqualTo(new Figures(3, 0, 0, 3, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aRecordThatEndsASourceIsFailedUntilItIsReadAgain() {
        var source = ledger.source(TASK);
        source.opened();
        source.polled(3);
        source.sending(delivered(2));
        source.failed();
        append(source, delivered(2));
        source.durable();
        source.ended();
        assertThat(total()).isEqualTo(new Figures(3, 0, 0, 2, 0, 0, 0, 1, 0, 0));
        var next = ledger.source(TASK);
        next.opened();
        assertThat(total()).isEqualTo(new Figures(2, 0, 0, 2, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aReplayedRecordIsAReadOfItsOwn() {
        var source = ledger.source(TASK);
        source.opened();
        var batch = new Counts(1, 1, 0, 0, 0, 0, 1);
        source.sending(batch);
        append(source, batch);
        source.durable();
        assertThat(total()).isEqualTo(new Figures(1, 1, 0, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aPolledRecordThatIsInNoBatchRaisesTheAlarm() {
        var source = ledger.source(TASK);
        source.opened();
        source.polled(10);
        source.sending(delivered(9));
        append(source, delivered(9));
        source.durable();
        assertThat(alarm()).isZero();
        source.polled(1);
        assertThat(alarm()).isEqualTo(1);
        assertThat(total().imbalance()).isEqualTo(1);
    }

    @Test
    void aBatchWithADecisionTooFewRaisesTheAlarmForGood() {
        var source = ledger.source(TASK);
        source.opened();
        send(source, new Counts(10, 0, 0, 0, 0, 0, 9));
        source.durable();
        assertThat(alarm()).isEqualTo(1);
        crash();
        ledger.source(TASK).opened();
        assertThat(alarm()).isEqualTo(1);
    }

    @Test
    void aSinkHasInFlightWhatIsNotCommitted() {
        var sink = assigned(0, Optional.empty());
        sink.read(records(0, 10));
        sink.leftOut(PARTITION, 4, Fate.FILTERED);
        sink.put(Map.of(PARTITION, 9));
        assertThat(total()).isEqualTo(new Figures(10, 0, 0, 0, 0, 0, 0, 0, 10, 0));
        sink.committed(sink.noted(Map.of(PARTITION, 6L)));
        assertThat(total()).isEqualTo(new Figures(10, 0, 0, 5, 1, 0, 0, 0, 4, 0));
    }

    @Test
    void aSinkGoesOnAfterACrashFromTheCommittedOffsetAlone() {
        var sink = assigned(0, Optional.empty());
        sink.read(records(0, 10));
        sink.put(Map.of(PARTITION, 10));
        var stored = sink.noted(Map.of(PARTITION, 6L)).get(PARTITION);
        crash();
        var next = assigned(6, Optional.ofNullable(stored));
        assertThat(total()).isEqualTo(new Figures(6, 0, 0, 6, 0, 0, 0, 0, 0, 0));
        next.read(records(6, 10));
        next.put(Map.of(PARTITION, 4));
        next.committed(next.noted(Map.of(PARTITION, 10L)));
        assertThat(total()).isEqualTo(new Figures(10, 0, 0, 10, 0, 0, 0, 0, 0, 0));
        try (var windows = ledger.windows("c", new Query(0, Long.MAX_VALUE, 0, Set.of()))) {
            assertThat(windows.mapToLong(window -> window.figures().delivered()).sum())
                    .isEqualTo(10);
        }
    }

    @Test
    void aCommitThatNeverCameToBeCountsNothing() {
        var sink = assigned(0, Optional.empty());
        sink.read(records(0, 10));
        sink.put(Map.of(PARTITION, 10));
        sink.noted(Map.of(PARTITION, 10L));
        crash();
        assigned(0, Optional.empty());
        assertThat(ledger.samples(List.of("c")))
                .allSatisfy(sample -> assertThat(sample.value()).isZero());
    }

    @Test
    void aRecordThatIsNeitherPutNorLeftOutRaisesTheAlarm() {
        var sink = assigned(0, Optional.empty());
        sink.read(records(0, 10));
        sink.put(Map.of(PARTITION, 9));
        assertThat(alarm()).isEqualTo(1);
        sink.committed(sink.noted(Map.of(PARTITION, 10L)));
        assertThat(alarm()).isEqualTo(1);
    }

    @Test
    void offsetsSetByOthersShowAsMoved() {
        var sink = assigned(0, Optional.empty());
        sink.read(records(0, 10));
        sink.put(Map.of(PARTITION, 10));
        sink.committed(sink.noted(Map.of(PARTITION, 10L)));
        sink.revoked(List.of(PARTITION));
        var next = assigned(50, Optional.of(new OffsetAndMetadata(50)));
        next.read(records(50, 60));
        next.put(Map.of(PARTITION, 10));
        next.committed(next.noted(Map.of(PARTITION, 60L)));
        assertThat(ledger.report("c").partitions()).singleElement().satisfies(partition -> {
            assertThat(partition.moved()).isEqualTo(40);
            assertThat(partition.unexplained()).isZero();
            assertThat(partition.figures().read()).isEqualTo(20);
        });
    }

    @Test
    void aSinksReplayIsAReadOfItsOwnThatNoOffsetTells() {
        var sink = assigned(0, Optional.empty());
        sink.read(records(0, 2));
        sink.leftOut(PARTITION, 1, Fate.DEAD_LETTERED);
        sink.put(Map.of(PARTITION, 1));
        sink.committed(sink.noted(Map.of(PARTITION, 2L)));
        assertThat(sink.hasNews(PARTITION)).isFalse();

        sink.replayed(PARTITION, Counts.replay(3).with(Fate.DEAD_LETTERED, 1).delivering(2));
        assertThat(sink.hasNews(PARTITION)).isTrue();
        var stored = sink.noted(Map.of(PARTITION, 2L));
        sink.committed(stored);
        assertThat(sink.hasNews(PARTITION)).isFalse();
        assertThat(total()).isEqualTo(new Figures(3, 1, 2, 3, 0, 2, 0, 0, 0, 0));
        assertThat(alarm()).isZero();
        crash();
        assigned(2, Optional.ofNullable(stored.get(PARTITION)));
        assertThat(total()).isEqualTo(new Figures(3, 1, 2, 3, 0, 2, 0, 0, 0, 0));
    }

    @Test
    void whatIsReplayedDuringACommitIsCountedByTheNext() {
        var sink = assigned(0, Optional.empty());
        sink.read(records(0, 1));
        sink.put(Map.of(PARTITION, 1));
        var first = sink.noted(Map.of(PARTITION, 1L));
        sink.replayed(PARTITION, Counts.replay(1).delivering(1));
        sink.committed(first);
        assertThat(total().read()).isEqualTo(1);
        sink.committed(sink.noted(Map.of(PARTITION, 1L)));
        assertThat(total()).isEqualTo(new Figures(2, 1, 0, 2, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aResetForgetsASinkThoughItsCommittedOffsetRemembers() {
        var sink = assigned(0, Optional.empty());
        sink.read(records(0, 10));
        sink.put(Map.of(PARTITION, 10));
        var stored = sink.noted(Map.of(PARTITION, 10L));
        sink.committed(stored);
        ledger.reset("c");
        assertThatThrownBy(() -> ledger.report("c")).isInstanceOf(RequestException.NotFound.class);
        crash();
        var next = assigned(10, Optional.ofNullable(stored.get(PARTITION)));
        next.read(records(10, 13));
        next.put(Map.of(PARTITION, 3));
        next.committed(next.noted(Map.of(PARTITION, 13L)));
        assertThat(total()).isEqualTo(new Figures(3, 0, 0, 3, 0, 0, 0, 0, 0, 0));
        assertThat(ledger.report("c").partitions().get(0).first()).isEqualTo(10);
    }

    @Test
    void aResetForgetsASourceForGood() {
        var source = ledger.source(TASK);
        source.opened();
        send(source, delivered(10));
        source.durable();
        source.ended();
        ledger.reset("c");
        crash();
        assertThatThrownBy(this::total).isInstanceOf(RequestException.NotFound.class);
        var next = ledger.source(TASK);
        next.opened();
        send(next, delivered(4));
        next.durable();
        assertThat(total()).isEqualTo(new Figures(4, 0, 0, 4, 0, 0, 0, 0, 0, 0));
        crash();
        assertThat(total().read()).isEqualTo(4);
    }

    private SinkLedger assigned(long position, Optional<OffsetAndMetadata> committed) {
        var sink = ledger.sink(TASK);
        sink.assigned(PARTITION, position, committed);
        return sink;
    }

    private static List<LogRecord> records(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> new LogRecord(
                        PARTITION, offset, 0, TimestampType.CREATE_TIME, null, new byte[0], new Header[0]))
                .toList();
    }

    private static Counts delivered(int records) {
        return new Counts(records, 0, 0, 0, 0, 0, records);
    }

    private void send(SourceLedger source, Counts batch) {
        source.polled((int) batch.read());
        source.sending(batch);
        append(source, batch);
    }

    private void append(SourceLedger source, Counts batch) {
        try (var writer = writer()) {
            source.seal(writer, batch, List.of(new Position("[\"c\",{}]", "{\"n\":1}")));
            writer.append().join();
        }
    }

    private LogWriter writer() {
        return log.writer(new WriterSpec("test", Optional.of("test"), true, Map.of()));
    }

    private Figures total() {
        return ledger.report("c").total();
    }

    private double alarm() {
        return ledger.samples(List.of("c")).stream()
                .filter(sample -> sample.name().equals("leat_connector_ledger_imbalance"))
                .mapToDouble(Sample::value)
                .sum();
    }
}
