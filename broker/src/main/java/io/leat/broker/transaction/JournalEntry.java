package io.leat.broker.transaction;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * What the journal holds.
 *
 * <pre>
 *   intent := 1 int8 | session int64 | number int64 | producerId int64 | producerEpoch int16 | count int32
 *             | count x (topicId 2 x int64, partition int32, baseOffset int64, lastOffset int64)
 *   abort  := 2 int8 | session int64 | fromNumber int64
 * </pre>
 *
 * A session is one open producer; numbers count its appends. The entries of a session are in the order of its appends.
 */
sealed interface JournalEntry {

    long session();

    /** The first append of the session that it is about. */
    long number();

    /** An append whose batches were written; it is committed if all of them and this entry survive. */
    record Intent(long session, long number, long producerId, short producerEpoch, List<Range> ranges)
            implements JournalEntry {
        public Intent {
            ranges = List.copyOf(ranges);
        }
    }

    /** The appends of the session from this number on have failed, whatever survives of them. */
    record Abort(long session, long fromNumber) implements JournalEntry {
        @Override
        public long number() {
            return fromNumber;
        }
    }

    /** Where batches of an append lie in one partition. */
    record Range(Uuid topicId, int partition, long baseOffset, long lastOffset) {}

    int RANGE_BYTES = 3 * Long.BYTES + Integer.BYTES + Long.BYTES;
    int INTENT_BYTES = 1 + 3 * Long.BYTES + Short.BYTES + Integer.BYTES;

    default ByteBuffer encode() {
        return this instanceof Intent intent ? encode(intent) : encode((Abort) this);
    }

    private static ByteBuffer encode(Intent intent) {
        var out = ByteBuffer.allocate(INTENT_BYTES + RANGE_BYTES * intent.ranges.size());
        out.put((byte) 1).putLong(intent.session).putLong(intent.number);
        out.putLong(intent.producerId).putShort(intent.producerEpoch).putInt(intent.ranges.size());
        for (var range : intent.ranges) {
            out.putLong(range.topicId.getMostSignificantBits()).putLong(range.topicId.getLeastSignificantBits());
            out.putInt(range.partition).putLong(range.baseOffset).putLong(range.lastOffset);
        }
        return out.flip();
    }

    private static ByteBuffer encode(Abort abort) {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put((byte) 2)
                .putLong(abort.session)
                .putLong(abort.fromNumber)
                .flip();
    }

    /** @throws IllegalArgumentException if the bytes, though whole, are none that this version wrote */
    static JournalEntry decode(ByteBuffer in) {
        var type = in.get();
        return switch (type) {
            case 1 -> decodeIntent(in);
            case 2 -> new Abort(in.getLong(), in.getLong());
            default -> throw new IllegalArgumentException("unknown entry type " + type);
        };
    }

    private static Intent decodeIntent(ByteBuffer in) {
        var session = in.getLong();
        var number = in.getLong();
        var producerId = in.getLong();
        var producerEpoch = in.getShort();
        var ranges = new ArrayList<Range>();
        for (var left = in.getInt(); left > 0; left--) {
            ranges.add(new Range(new Uuid(in.getLong(), in.getLong()), in.getInt(), in.getLong(), in.getLong()));
        }
        return new Intent(session, number, producerId, producerEpoch, ranges);
    }
}
