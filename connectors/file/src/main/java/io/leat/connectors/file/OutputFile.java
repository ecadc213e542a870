package io.leat.connectors.file;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file being written. A compressed one is a row of gzip members (RFC 1952, section 2.2), one per checkpoint, so that it
 * can be cut at every checkpoint.
 */
final class OutputFile implements Closeable {
    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final Path target;
    private final FileChannel channel;
    private final boolean gzip;
    private final long begun;
    private @Nullable OutputStream out;
    private long records;
    private long plainLength;

    /**
     * @param path to append to
     * @param target its name when it is finished
     * @param now epoch milliseconds
     */
    OutputFile(Path path, Path target, boolean gzip, long now) throws IOException {
        this.path = path;
        this.target = target;
        this.gzip = gzip;
        begun = now;
        Files.createDirectories(path.toAbsolutePath().getParent());
        channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        plainLength = channel.size();
        channel.position(plainLength);
    }

    Path path() {
        return path;
    }

    Path target() {
        return target;
    }

    long begun() {
        return begun;
    }

    long records() {
        return records;
    }

    /** Bytes in the file; of a compressed one as far as they have left the compressor. */
    long length() throws IOException {
        return gzip ? channel.position() : plainLength;
    }

    void append(byte[] line) throws IOException {
        var stream = out;
        if (stream == null) {
            var plain = new KeptOpen(Channels.newOutputStream(channel));
            stream = gzip ? new GZIPOutputStream(plain, BUFFER) : new BufferedOutputStream(plain, BUFFER);
            out = stream;
        }
        stream.write(line);
        stream.write('\n');
        plainLength += line.length + 1;
        records++;
    }

    /** Hands the lines to the system where they can be read; a compressed file waits for its checkpoint. */
    void flush() throws IOException {
        if (out != null && !gzip) {
            out.flush();
        }
    }

    /** Everything appended is in the file, which is whole up to here. */
    void checkpoint(boolean force) throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
        if (force) {
            channel.force(false);
        }
    }

    /** What was not checkpointed is lost, or cut off later. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Ends a gzip member without closing the file. */
    private static final class KeptOpen extends FilterOutputStream {

        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
