package io.leat.connectors.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file read at any position; another process may append to it, or cut it, at the same time. */
final class PlainContent implements Content {
    private final FileChannel channel;

    PlainContent(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public int read(long position, byte[] target, int length) throws IOException {
        var buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        return buffer.position();
    }

    @Override
    public boolean changedSince(long seen) throws IOException {
        return channel.size() != seen;
    }

    @Override
    public boolean finalEnd() {
        return false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
