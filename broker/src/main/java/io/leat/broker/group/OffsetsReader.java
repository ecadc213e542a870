package io.leat.broker.group;

import java.util.Optional;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.common.runtime.Deserializer.UnknownRecordTypeException;
import org.apache.kafka.coordinator.group.GroupCoordinatorRecordSerde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes batches of {@code __consumer_offsets}. */
final class OffsetsReader {
    private static final Logger LOGGER = LoggerFactory.getLogger(OffsetsReader.class);

    private final GroupCoordinatorRecordSerde serde = new GroupCoordinatorRecordSerde();

    /** Takes what a batch says, in the order of its records. */
    interface Replay {

        /** @param producerId of the transaction that it belongs to, or negative */
        void record(long offset, long producerId, short producerEpoch, CoordinatorRecord record);

        void marker(long producerId, short producerEpoch, boolean commit);
    }

    void replay(MemoryRecords records, Replay replay) {
        records.batches().forEach(batch -> replay(batch, replay));
    }

    void replay(RecordBatch batch, Replay replay) {
        for (var record : batch) {
            if (batch.isControlBatch()) {
                replayMarker(batch, record, replay);
            } else {
                decode(record)
                        .ifPresent(decoded ->
                                replay.record(record.offset(), batch.producerId(), batch.producerEpoch(), decoded));
            }
        }
    }

    private static void replayMarker(RecordBatch batch, Record record, Replay replay) {
        var type = ControlRecordType.parse(record.key());
        if (type == ControlRecordType.COMMIT || type == ControlRecordType.ABORT) {
            replay.marker(batch.producerId(), batch.producerEpoch(), type == ControlRecordType.COMMIT);
        }
    }

    private Optional<CoordinatorRecord> decode(Record record) {
        try {
            return Optional.of(serde.deserialize(record.key(), record.value()));
        } catch (UnknownRecordTypeException e) {
            LOGGER.warn(
                    "Leaving out the record at offset {} of __consumer_offsets: its type {} is not known to this version",
                    record.offset(),
                    e.unknownType());
            return Optional.empty();
        }
    }
}
