package io.leat.broker.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.leat.broker.disk.Force;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A file that is written from its start to its end, again and again. All its blocks are written before the first use:
 * then a force has no metadata of the file system to write.
 */
final class JournalFile implements Closeable {
    private static final int PIECE = 256 << 10;
    private static final int FORCED_BYTES = 4 * PIECE;
    private static final Pattern NAME = Pattern.compile("appends-(\\d{10,18})\\.wal");

    private final Path path;
    private final FileChannel channel;
    private final Force force;
    private final long size;
    private final Map<Object, Hold> holds = new LinkedHashMap<>();
    private long sequence;
    private long position;
    private boolean usable = true;
    private boolean restarts;

    private JournalFile(Path path, FileChannel channel, Force force, long size) {
        this.path = path;
        this.channel = channel;
        this.force = force;
        this.size = size;
    }

    static String name(long number) {
        return String.format("appends-%010d.wal", number);
    }

    /** Empty if the file is none of the journal. */
    static OptionalLong numberOf(Path path) {
        var name = NAME.matcher(path.getFileName().toString());
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    /** Makes a file of zeros; it and its name are durable when this returns. */
    static JournalFile create(Path path, long size, Force force) throws IOException {
        var channel = FileChannel.open(path, CREATE_NEW, WRITE);
        try {
            var zeros = ByteBuffer.allocateDirect((int) Math.min(PIECE, size));
            for (var at = 0L; at < size; ) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
                at += channel.write(zeros, at);
                if (at % FORCED_BYTES == 0) {
                    // In small steps, so that others who force do not wait for long.
                    force.file(path, channel);
                }
            }
            force.file(path, channel);
            force.directory(Objects.requireNonNull(path.getParent()));
            return new JournalFile(path, channel, force, size);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Begins a use, from the start of the file. */
    void begin(long newSequence) {
        sequence = newSequence;
        position = 0;
        holds.clear();
        restarts = false;
    }

    long sequence() {
        return sequence;
    }

    long size() {
        return size;
    }

    long room() {
        return size - position;
    }

    /** Whether nothing was written in this use. */
    boolean isFresh() {
        return position == 0;
    }

    boolean isMoreThanHalfFull() {
        return position > size / 2;
    }

    /** Writes and forces. After an exception the file must not be written any more; earlier groups still count. */
    void append(Group group) throws IOException {
        var bytes = group.finish(position);
        bytes.limit((int) Math.min(bytes.limit(), size - position));
        for (var at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
        force.file(path, channel);
        position += group.size();
        restarts |= group.hasRestarts();
        for (var held : group.held()) {
            holds.put(held.key(), held.hold());
        }
    }

    /** Of the entries of this use, one for each key. */
    Collection<Hold> holds() {
        return holds.values();
    }

    /** Whether it makes entries of earlier files void, and so has to outlive them. */
    boolean hasRestarts() {
        return restarts;
    }

    /** Nobody knows what a failed write or force has left: the file is not written again. */
    void retire() {
        usable = false;
    }

    boolean isUsable() {
        return usable;
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
