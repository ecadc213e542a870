package io.leat.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.common.Uuid;

/** Reads the whole groups of a file, up to the first that is torn, or belongs to an earlier use of the file. */
final class GroupReader {
    private static final long NONE = -1;

    private final FileChannel channel;
    private final long size;
    private long sequence = NONE;
    private long position;

    GroupReader(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** An entry; its bytes lie at a position of the file. */
    record Found(EntryKind kind, Place place, long offset, long position, int length) {}

    /** That of the groups read so far. */
    long sequence() {
        return sequence;
    }

    /** The entries of the next group; empty at the end. */
    Optional<List<Found>> next() throws IOException {
        var prefix = read(position, Group.PREFIX);
        if (prefix.remaining() < Group.PREFIX) {
            return Optional.empty();
        }
        var length = prefix.getInt();
        var crc = prefix.getInt();
        if (length < Long.BYTES || length > Group.MAX_BYTES || length > size - position - Group.PREFIX) {
            return Optional.empty();
        }
        var start = position + Group.PREFIX;
        var content = read(start, length);
        if (content.remaining() < length || checksum(content) != crc || !isOfThisUse(content.getLong())) {
            return Optional.empty();
        }
        position = start + length;
        return Optional.of(entries(content, start));
    }

    private boolean isOfThisUse(long found) {
        if (sequence == NONE) {
            sequence = found;
        }
        return found == sequence;
    }

    private static List<Found> entries(ByteBuffer content, long start) throws IOException {
        var entries = new ArrayList<Found>();
        while (content.remaining() >= Group.ENTRY_HEADER) {
            var id = content.get();
            var kind = EntryKind.of(id).orElseThrow(() -> new IOException("unknown entry kind " + id));
            var place = new Place(new Uuid(content.getLong(), content.getLong()), content.getInt());
            var offset = content.getLong();
            var length = content.getInt();
            entries.add(new Found(kind, place, offset, start + content.position(), length));
            content.position(content.position() + length);
        }
        return entries;
    }

    private ByteBuffer read(long from, int length) throws IOException {
        return read(channel, from, length);
    }

    /** Fewer bytes at the end of the file. */
    static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        var content = ByteBuffer.allocate(length);
        while (content.hasRemaining() && channel.read(content, from + content.position()) >= 0) {
            // read on
        }
        return content.flip();
    }

    private static int checksum(ByteBuffer content) {
        var crc = new CRC32C();
        crc.update(content.duplicate());
        return (int) crc.getValue();
    }
}
