package io.leat.connectors.file;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A compressed file, read forwards. It keeps what the last read returned, because a reader comes back to the start of
 * an event that it could not finish; going back further means reading from the start again.
 */
final class PackedContent implements Content {
    private final Source source;
    private InputStream in;
    private byte[] window = new byte[0];
    private long windowStart;
    private int windowLength;
    private @Nullable IOException broken;

    PackedContent(Source source) throws IOException {
        this.source = source;
        in = source.open();
    }

    @Override
    public int read(long position, byte[] target, int length) throws IOException {
        if (position < windowStart) {
            rewind();
        }
        var windowEnd = windowStart + windowLength;
        var kept = (int) Math.min(length, Math.max(0, windowEnd - position));
        System.arraycopy(window, windowLength - (int) Math.max(0, windowEnd - position), target, 0, kept);
        if (position > windowEnd && skip(position - windowEnd) > 0) {
            return 0;
        }
        var read = kept + inflate(target, kept, length - kept);
        if (position + read >= windowEnd) {
            keep(position, target, read);
        }
        return read;
    }

    @Override
    public boolean changedSince(long seen) throws IOException {
        return false;
    }

    @Override
    public boolean finalEnd() {
        return broken == null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** What a damaged or unfinished file still holds is returned; the next call says what is wrong. */
    private int inflate(byte[] target, int from, int length) throws IOException {
        if (broken != null) {
            throw broken;
        }
        var read = 0;
        try {
            while (read < length) {
                var more = in.read(target, from + read, length - read);
                if (more < 0) {
                    break;
                }
                read += more;
            }
        } catch (IOException e) {
            broken = e;
            if (read == 0) {
                throw e;
            }
        }
        return read;
    }

    private void rewind() throws IOException {
        in.close();
        in = source.open();
        broken = null;
        keep(0, window, 0);
    }

    private void keep(long position, byte[] bytes, int length) {
        if (window.length < length) {
            window = new byte[length];
        }
        System.arraycopy(bytes, 0, window, 0, length);
        windowStart = position;
        windowLength = length;
    }

    /** Skips, and returns how much could not be skipped because the file ended. */
    private long skip(long bytes) throws IOException {
        var left = bytes;
        while (left > 0) {
            var skipped = in.skip(left);
            if (skipped == 0) {
                if (in.read() < 0) {
                    break;
                }
                skipped = 1;
            }
            left -= skipped;
        }
        keep(windowStart + windowLength + bytes - left, window, 0);
        return left;
    }

    /** Opens the uncompressed stream from its start. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }
}
