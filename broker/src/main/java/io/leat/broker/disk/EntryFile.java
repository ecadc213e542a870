package io.leat.broker.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of entries that is only appended to.
 *
 * <pre>
 *   entry := length (int32, bytes of the payload) | crc32c of the payload (int32) | payload
 * </pre>
 *
 * Opening it cuts off everything from the first entry on that is not whole, which is what a crash leaves at the end. Who
 * forces each entry before the next is written can have that told from damage, which is refused ({@link #openIntact}).
 * Used by one thread at a time; {@link #force()} may run beside {@link #append}.
 */
public final class EntryFile implements Closeable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EntryFile.class);
    private static final int HEADER = 2 * Integer.BYTES;

    private final Path path;
    private final FileChannel channel;
    private final Force force;
    private final List<ByteBuffer> entries;
    private long size;

    /** What the bytes may be that follow the last whole entry. */
    private enum Rest {
        /** Of entries that were written together, of which any may be missing. */
        OF_SEVERAL_ENTRIES,
        OF_ONE_ENTRY,
        NOTHING
    }

    private EntryFile(Path path, FileChannel channel, Force force, Rest rest) throws IOException {
        this.path = path;
        this.channel = channel;
        this.force = force;
        this.entries = readEntries(rest);
    }

    /** Opens the file, made if missing; its name is durable only after its directory was forced. */
    public static EntryFile open(Path path, Force force) throws IOException {
        return open(path, force, Rest.OF_SEVERAL_ENTRIES);
    }

    /**
     * As {@link #open}, for a file in which each entry is forced before the next is written: then a crash leaves at most
     * the last one torn.
     *
     * @param complete whether not even that can be, because the last process left the file complete
     * @throws DataFolderException if anything else is not whole; the file is left as it is
     */
    public static EntryFile openIntact(Path path, Force force, boolean complete) throws IOException {
        return open(path, force, complete ? Rest.NOTHING : Rest.OF_ONE_ENTRY);
    }

    private static EntryFile open(Path path, Force force, Rest rest) throws IOException {
        var channel = FileChannel.open(path, READ, WRITE, CREATE);
        try {
            return new EntryFile(path, channel, force, rest);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The payloads that were whole when the file was opened, in order. */
    public List<ByteBuffer> entries() {
        return entries.stream().map(ByteBuffer::duplicate).toList();
    }

    public Path path() {
        return path;
    }

    /** Bytes of all whole entries. */
    public long size() {
        return size;
    }

    /** Writes an entry to the page cache. After an exception the file must not be used any more. */
    public void append(ByteBuffer payload) throws IOException {
        var entry = ByteBuffer.allocate(HEADER + payload.remaining());
        entry.putInt(payload.remaining()).putInt(checksum(payload)).put(payload.duplicate());
        entry.flip();
        while (entry.hasRemaining()) {
            size += channel.write(entry, size);
        }
    }

    /** Makes the entries appended so far durable. After an exception the file must not be used any more. */
    public void force() throws IOException {
        force.file(path, channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private List<ByteBuffer> readEntries(Rest rest) throws IOException {
        var content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
            // read on
        }
        content.flip();
        var whole = new ArrayList<ByteBuffer>();
        for (var entry = next(content); entry != null; entry = next(content)) {
            whole.add(entry);
            size += HEADER + entry.remaining();
        }
        if (size < channel.size()) {
            cut(content.clear(), rest);
        }
        return List.copyOf(whole);
    }

    private void cut(ByteBuffer content, Rest rest) throws IOException {
        var start = Math.toIntExact(size);
        if (rest == Rest.NOTHING || (rest == Rest.OF_ONE_ENTRY && isEntryAfter(content, start))) {
            throw new DataFolderException("The file " + path + " is damaged from byte " + start
                    + " on, which no crash explains: restore the file from a backup; nothing in it was changed.");
        }
        LOGGER.warn(
                "Cutting {} bytes of what a crash has left unfinished from the end of {}",
                content.limit() - start,
                path);
        channel.truncate(size);
    }

    /** Looks at every byte, because of a damaged entry not even the length is known. */
    private static boolean isEntryAfter(ByteBuffer content, int damaged) {
        for (var at = damaged + 1; at < content.limit() - HEADER; at++) {
            if (next(content.position(at)) != null) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ByteBuffer next(ByteBuffer content) {
        if (content.remaining() < HEADER) {
            return null;
        }
        var length = content.getInt();
        var crc = content.getInt();
        // A length of 0 is never written: zeros at the end are blocks that the file system had set aside.
        if (length <= 0 || length > content.remaining()) {
            return null;
        }
        var payload = content.slice(content.position(), length);
        content.position(content.position() + length);
        return checksum(payload) == crc ? payload : null;
    }

    private static int checksum(ByteBuffer payload) {
        var crc = new CRC32C();
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }
}
