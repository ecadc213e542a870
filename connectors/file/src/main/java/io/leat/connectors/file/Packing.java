package io.leat.connectors.file;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/**
 * How a file is compressed, told by its first bytes and not by its name: gzip starts with {@code 1f 8b 08} (RFC 1952),
 * a Zstandard frame with {@code 28 b5 2f fd} (RFC 8878).
 */
enum Packing {
    NONE,
    GZIP,
    ZSTD;

    private static final int BUFFER = 64 * 1024;

    static Packing of(Path path) throws IOException {
        var magic = new byte[4];
        try (var in = Files.newInputStream(path)) {
            var read = in.readNBytes(magic, 0, magic.length);
            return read < magic.length ? NONE : of(magic);
        }
    }

    private static Packing of(byte[] magic) {
        if (magic[0] == 0x1f && magic[1] == (byte) 0x8b && magic[2] == 8) {
            return GZIP;
        }
        return ByteBuffer.wrap(magic).order(ByteOrder.LITTLE_ENDIAN).getInt() == 0xfd2fb528 ? ZSTD : NONE;
    }

    /** Opens the uncompressed bytes. */
    Content open(Path path) throws IOException {
        return this == NONE ? new PlainContent(path) : new PackedContent(() -> stream(path));
    }

    /**
     * The uncompressed size as far as the file tells it without being read: the last four bytes of a gzip file hold it
     * modulo 2^32 (of its last member, where there are several).
     */
    OptionalLong hintedSize(Path path) throws IOException {
        if (this != GZIP) {
            return OptionalLong.empty();
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var trailer = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(trailer, Math.max(0, channel.size() - Integer.BYTES));
            return OptionalLong.of(Integer.toUnsignedLong(trailer.getInt(0)));
        }
    }

    private InputStream stream(Path path) throws IOException {
        var file = Files.newInputStream(path);
        try {
            return this == GZIP
                    ? new GZIPInputStream(file, BUFFER)
                    : new ZstdInputStream(new BufferedInputStream(file, BUFFER));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
