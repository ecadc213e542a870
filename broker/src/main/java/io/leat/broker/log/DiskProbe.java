package io.leat.broker.log;

import io.leat.broker.disk.Force;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.utils.Utils;

/** Tries whether the disk takes writes again, before anything that counts is touched. */
final class DiskProbe {
    /** Enough that a disk with a few free blocks left does not pass. */
    static final int BYTES = 256 << 10;

    private static final String FILE = "probe.tmp";

    private DiskProbe() {}

    /** @throws IOException if there is no space, no handle, or the disk fails */
    static void run(Path folder, Force force) throws IOException {
        var file = folder.resolve(FILE);
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Utils.writeFully(channel, ByteBuffer.allocate(BYTES));
            force.file(file, channel);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
