package io.leat.broker.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The two indexes of a segment after a crash. Neither was forced, so of each only the entries up to the first that is
 * out of order are believed: blocks that never reached the disk read as zeros, which are out of order.
 *
 * <pre>
 *   .index      (offset - base) int32 | position int32          ascending in both
 *   .timeindex  timestamp int64 | (offset - base) int32         ascending in the timestamp
 * </pre>
 *
 * (The layouts of Kafka's OffsetIndex and TimeIndex.) The files are replaced, not changed: whoever has the old ones
 * mapped goes on seeing them.
 */
final class RecoveredIndex {
    private static final int CHUNK_ENTRIES = 512;

    private final Path offsetFile;
    private final Path timeFile;
    private final long base;
    private final List<Position> positions;
    private final List<Time> times;

    record Position(long offset, int position) {}

    record Time(long timestamp, long offset) {}

    private interface Entry<T> {
        T read(ByteBuffer buffer);
    }

    private interface Order<T> {
        boolean follows(T before, T entry);
    }

    private RecoveredIndex(Path offsetFile, Path timeFile, long base, List<Position> positions, List<Time> times) {
        this.offsetFile = offsetFile;
        this.timeFile = timeFile;
        this.base = base;
        this.positions = positions;
        this.times = times;
    }

    /** Reads what can be believed of the files; a missing one counts as empty. */
    static RecoveredIndex read(Path offsetFile, Path timeFile, long base) throws IOException {
        List<Position> positions = believable(
                offsetFile,
                8,
                buffer -> new Position(base + buffer.getInt(), buffer.getInt()),
                new Position(base - 1, 0),
                (before, entry) -> entry.offset > before.offset && entry.position > before.position);
        List<Time> times = believable(
                timeFile,
                12,
                buffer -> new Time(buffer.getLong(), base + buffer.getInt()),
                new Time(-1, base - 1),
                (before, entry) -> entry.timestamp > before.timestamp && entry.offset >= before.offset);
        return new RecoveredIndex(offsetFile, timeFile, base, positions, times);
    }

    private static <T> List<T> believable(Path file, int bytes, Entry<T> entry, T first, Order<T> order)
            throws IOException {
        var found = new ArrayList<T>();
        var chunk = ByteBuffer.allocate(bytes * CHUNK_ENTRIES);
        var last = first;
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(chunk.clear()) > 0) {
                chunk.flip();
                while (chunk.remaining() >= bytes) {
                    var next = entry.read(chunk);
                    if (!order.follows(last, next)) {
                        return found;
                    }
                    found.add(next);
                    last = next;
                }
            }
        } catch (NoSuchFileException e) {
            return found;
        }
        return found;
    }

    /** The last entry for an offset below this one; the segment's start if there is none. */
    Position below(long offset) {
        for (var at = positions.size() - 1; at >= 0; at--) {
            if (positions.get(at).offset < offset) {
                return positions.get(at);
            }
        }
        return new Position(base - 1, 0);
    }

    /** Forgets what lies above this offset. */
    void cutAfter(long offset) {
        positions.removeIf(entry -> entry.offset > offset);
        times.removeIf(entry -> entry.offset > offset);
    }

    Time latest() {
        return times.isEmpty() ? new Time(-1, base) : times.get(times.size() - 1);
    }

    /** Whether an offset of the segment can be this one: its entries tell the distance from the segment's first. */
    boolean reaches(long offset) {
        return offset - base <= Integer.MAX_VALUE;
    }

    void add(Position position) {
        positions.add(position);
    }

    void add(Time time) {
        if (time.timestamp > latest().timestamp) {
            times.add(time);
        }
    }

    /** Puts the files in place. Nothing is forced: the next recovery would judge them again. */
    void write() throws IOException {
        var offsets = ByteBuffer.allocate(positions.size() * 8);
        positions.forEach(entry -> offsets.putInt(relative(entry.offset)).putInt(entry.position));
        replace(offsetFile, offsets);
        var timestamps = ByteBuffer.allocate(times.size() * 12);
        times.forEach(entry -> timestamps.putLong(entry.timestamp).putInt(relative(entry.offset)));
        replace(timeFile, timestamps);
    }

    private int relative(long offset) {
        try {
            return Math.toIntExact(offset - base);
        } catch (ArithmeticException e) {
            throw new UncheckedIOException(new IOException("offset " + offset + " is out of the segment " + base, e));
        }
    }

    private static void replace(Path file, ByteBuffer content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".recovered");
        Files.write(fresh, content.array());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
