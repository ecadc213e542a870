package io.leat.connect.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connect.api.SinkStart;
import io.leat.connect.api.SinkWriter;
import io.leat.connect.api.SourceReader;
import io.leat.connect.api.SourceStart;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** A contract is worth something only if connectors with the faults of the field fail it. */
class ContractsFindFaultsTest {

    /** Stores an offset that is one event too far. */
    public static class AheadSource extends ListSource {
        @Override
        protected SourceReader open(Settings settings, SourceStart<Position> start) {
            return withOffsets(super.open(settings, start), next -> Map.of("next", next + 1));
        }
    }

    /** Ignores the stored offset. */
    public static class ForgetfulSource extends ListSource {
        @Override
        protected SourceReader open(Settings settings, SourceStart<Position> start) {
            return withOffsets(super.open(settings, start), next -> Map.of("next", 0));
        }
    }

    /** Stores what no offset topic can hold. */
    public static class ObjectOffsetSource extends ListSource {
        @Override
        protected SourceReader open(Settings settings, SourceStart<Position> start) {
            return withOffsets(super.open(settings, start), next -> Map.of("next", List.of(next)));
        }
    }

    /** Waits for ever. */
    public static class DeafSource extends ListSource {
        @Override
        protected SourceReader open(Settings settings, SourceStart<Position> start) {
            return () -> {
                Thread.sleep(3_000);
                return List.of();
            };
        }
    }

    /** Drops what it cannot deliver. */
    public static class DroppingSink extends ListSink {
        @Override
        protected SinkWriter open(Settings settings, SinkStart start) {
            return new Faulty(super.open(settings, start)) {
                @Override
                public void put(Collection<SinkRecord> records) throws Exception {
                    try {
                        super.put(records);
                    } catch (RetriableException e) {
                        // the fault
                    }
                }
            };
        }
    }

    /** Buffers, and vouches for what it has buffered. */
    public static class EagerSink extends ListSink {
        @Override
        protected SinkWriter open(Settings settings, SinkStart start) {
            return new Faulty(super.open(settings, start)) {
                private Collection<SinkRecord> buffered = List.of();

                @Override
                public void put(Collection<SinkRecord> records) throws Exception {
                    super.put(buffered);
                    buffered = List.copyOf(records);
                }

                @Override
                public Map<TopicPartition, OffsetAndMetadata> preCommit(
                        Map<TopicPartition, OffsetAndMetadata> current) {
                    return current;
                }
            };
        }
    }

    /** Vouches for partitions that it has lost. */
    public static class GreedySink extends ListSink {
        @Override
        protected SinkWriter open(Settings settings, SinkStart start) {
            return new Faulty(super.open(settings, start)) {
                private final Map<TopicPartition, OffsetAndMetadata> ever = new HashMap<>();

                @Override
                public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current)
                        throws Exception {
                    ever.putAll(super.preCommit(current));
                    return new HashMap<>(ever);
                }
            };
        }
    }

    /** A writer like another, to override one method of. */
    private static class Faulty implements SinkWriter {
        private final SinkWriter writer;

        Faulty(SinkWriter writer) {
            this.writer = writer;
        }

        @Override
        public void put(Collection<SinkRecord> records) throws Exception {
            writer.put(records);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current)
                throws Exception {
            return writer.preCommit(current);
        }
    }

    private interface Offsets {
        Map<String, ?> after(int next);
    }

    private static SourceReader withOffsets(SourceReader reader, Offsets offsets) {
        return () -> reader.poll().stream()
                .map(record -> new SourceRecord(
                        record.sourcePartition(),
                        offsets.after((Integer) record.sourceOffset().get("next")),
                        record.topic(),
                        null,
                        record.valueSchema(),
                        record.value()))
                .toList();
    }

    private static TypedSourceTest sourceTest(Class<? extends SourceConnector> faulty) {
        return new TypedSourceTest() {
            @Override
            protected Class<? extends SourceConnector> connectorClass() {
                return faulty;
            }

            @Override
            protected Duration patience() {
                return Duration.ofMillis(300);
            }
        };
    }

    private static TypedSinkTest sinkTest(Class<? extends SinkConnector> faulty) {
        return new TypedSinkTest() {
            @Override
            protected Class<? extends SinkConnector> connectorClass() {
                return faulty;
            }

            @Override
            protected Duration patience() {
                return Duration.ofMillis(300);
            }
        };
    }

    private static void assertFails(ThrowingCallable test) {
        assertThatThrownBy(test).isInstanceOfAny(AssertionError.class, ConditionTimeoutException.class);
    }

    @Test
    void anOffsetThatIsAheadIsFound() {
        assertFails(() -> sourceTest(AheadSource.class).losesNothingWhenItIsKilledAtEachPoll());
    }

    @Test
    void anOffsetThatIsIgnoredIsFound() {
        assertFails(() -> sourceTest(ForgetfulSource.class).resumesAfterTheLastCommittedOffset());
        assertFails(() -> sourceTest(ForgetfulSource.class).doublesNothingWhenRecordsAndOffsetsAreWrittenTogether());
    }

    @Test
    void anOffsetThatIsNoPrimitiveIsFound() {
        assertFails(() -> sourceTest(ObjectOffsetSource.class).storesOffsetsThatEveryWorkerCanHold());
    }

    @Test
    void aPollThatWaitsTooLongIsFound() {
        assertFails(() -> sourceTest(DeafSource.class).pollReturnsSoonWhenThereIsNothing());
    }

    @Test
    void aRecordThatIsDroppedIsFound() {
        assertFails(() -> sinkTest(DroppingSink.class).vouchesForNothingThatHasNotArrived());
    }

    @Test
    void anOffsetCommittedBeforeDeliveryIsFound() {
        assertFails(() -> sinkTest(EagerSink.class).deliversEveryRecordAndCommitsAllOffsets());
    }

    @Test
    void aPartitionVouchedForAfterItsLossIsFound() {
        assertFails(() -> sinkTest(GreedySink.class).vouchesOnlyForThePartitionsItHas());
    }

    @Test
    void aFaultlessConnectorPasses() {
        assertThatCode(() -> sourceTest(ListSource.class).losesNothingWhenItIsKilledAtEachPoll())
                .doesNotThrowAnyException();
        assertThatCode(() -> sinkTest(ListSink.class).vouchesForNothingThatHasNotArrived())
                .doesNotThrowAnyException();
    }
}
