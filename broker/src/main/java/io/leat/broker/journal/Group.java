package io.leat.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.common.Uuid;

/**
 * What one cycle writes: it is there as a whole after a crash, or not at all.
 *
 * <pre>
 *   group := length int32 (bytes after the checksum) | crc32c int32 (of those) | sequence int64 | entry...
 *   entry := kind int8 | topicId 2 x int64 | partition int32 | offset int64 | length int32 | bytes
 * </pre>
 *
 * The sequence is that of the file's present use: what a recycled file held before has a smaller one. Groups follow each
 * other without gaps; after the last one comes a length of 0, or what the file held before.
 */
public final class Group {
    /** The largest group, so that one cycle stays short. */
    static final int MAX_BYTES = 1 << 20;

    static final int PREFIX = 2 * Integer.BYTES;
    static final int HEADER = PREFIX + Long.BYTES;
    static final int ENTRY_HEADER = 1 + 2 * Long.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final int FIRST_BYTES = 64 << 10;
    private static final int PAGE = 4096;
    private static final Uuid NO_TOPIC = Uuid.ZERO_UUID;

    private final CRC32C crc = new CRC32C();
    private final List<Held> held = new ArrayList<>();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_BYTES);
    private int largest;
    private int room;
    private boolean restarts;

    Group() {}

    /** An entry's hold; of several with one key the latest counts. */
    record Held(Object key, Hold hold) {}

    /** Writes exactly the bytes that the buffer has room for. */
    @FunctionalInterface
    public interface Bytes {
        void writeTo(ByteBuffer target) throws IOException;
    }

    /** Begins a group at the present end of a file. */
    void begin(JournalFile file) {
        largest = (int) Math.min(MAX_BYTES, file.size());
        room = (int) Math.min(MAX_BYTES, file.room());
        held.clear();
        restarts = false;
        buffer.clear().putInt(0).putInt(0).putLong(file.sequence());
    }

    /** Whether an entry of so many bytes fits into any group, with another in front of it that has none. */
    public boolean canHold(int length) {
        return HEADER + 2 * ENTRY_HEADER + (long) length <= largest;
    }

    /**
     * Adds bytes of a partition.
     *
     * @param key says whose the hold is: a later one of the same key replaces it
     * @return whether there was room
     */
    public boolean addRecords(Place place, long offset, int length, Bytes bytes, Object key, Hold hold)
            throws IOException {
        return add(EntryKind.RECORDS, place, offset, length, bytes) && hold(key, hold);
    }

    /** Makes all earlier entries of the partition void. */
    public boolean addRestart(Place place) throws IOException {
        var added = add(EntryKind.RESTART, place, 0, 0, target -> {});
        restarts |= added;
        return added;
    }

    /** Adds bytes that belong to no partition. */
    public boolean addNote(ByteBuffer note, Object key, Hold hold) throws IOException {
        var place = new Place(NO_TOPIC, 0);
        return add(EntryKind.NOTE, place, 0, note.remaining(), target -> target.put(note.duplicate()))
                && hold(key, hold);
    }

    private boolean hold(Object key, Hold hold) {
        return held.add(new Held(key, hold));
    }

    private boolean add(EntryKind kind, Place place, long offset, int length, Bytes bytes) throws IOException {
        var start = buffer.position();
        if (room - start < ENTRY_HEADER + (long) length) {
            return false;
        }
        makeRoom(ENTRY_HEADER + length);
        buffer.put(kind.id());
        buffer.putLong(place.topicId().getMostSignificantBits())
                .putLong(place.topicId().getLeastSignificantBits());
        buffer.putInt(place.partition()).putLong(offset).putInt(length);
        var end = buffer.position() + length;
        var written = false;
        try {
            buffer.limit(end);
            bytes.writeTo(buffer);
            written = buffer.position() == end;
        } finally {
            buffer.limit(buffer.capacity()).position(written ? end : start);
        }
        if (!written) {
            throw new IOException("fewer bytes than announced for " + place + " from offset " + offset);
        }
        return true;
    }

    private void makeRoom(int bytes) {
        if (buffer.remaining() < bytes) {
            var wanted = Math.max(2L * buffer.capacity(), (long) buffer.position() + bytes);
            var larger = ByteBuffer.allocateDirect((int) Math.min(MAX_BYTES, wanted));
            larger.put(buffer.flip());
            buffer = larger;
        }
    }

    /** Whether there is nothing in it yet. */
    public boolean isEmpty() {
        return buffer.position() == HEADER;
    }

    boolean hasRestarts() {
        return restarts;
    }

    List<Held> held() {
        return List.copyOf(held);
    }

    /** Bytes of the group without what fills its last page. */
    int size() {
        return buffer.position();
    }

    /**
     * Completes the group for writing at a position of a file: with zeros up to the end of the page, so that no page has
     * to be read for it, and no group of an earlier use seems to follow.
     */
    ByteBuffer finish(long at) {
        var end = buffer.position();
        var whole = buffer.duplicate().position(PREFIX).limit(end);
        crc.reset();
        crc.update(whole);
        buffer.putInt(0, end - PREFIX).putInt(Integer.BYTES, (int) crc.getValue());
        var padding = (int) (-(at + end) & (PAGE - 1));
        if (buffer.remaining() < padding) {
            var larger = ByteBuffer.allocateDirect(end + padding);
            buffer = larger.put(buffer.flip());
        }
        for (var left = padding; left > 0; left--) {
            buffer.put((byte) 0);
        }
        buffer.flip();
        var finished = buffer.duplicate();
        buffer.position(end);
        return finished;
    }
}
