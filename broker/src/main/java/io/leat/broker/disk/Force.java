package io.leat.broker.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The only way in which promised bytes become durable. Called on any thread, at most once at a time for one file. After
 * a failure nobody knows which bytes the disk has (the kernel may have dropped them), so a caller never tries again: it
 * takes the file out of use.
 */
public interface Force {

    /** When this returns, what was written to the file before the call survives a power loss. */
    void file(Path file, FileChannel channel) throws IOException;

    /** When this returns, the names that the directory held before the call survive a power loss. */
    void directory(Path directory) throws IOException;

    /** The disk itself. */
    Force DISK = new Force() {
        @Override
        public void file(Path file, FileChannel channel) throws IOException {
            // fdatasync: of the metadata it writes what is needed to read the bytes, a new length and new blocks; what
            // it
            // may leave out is the time of the last change, which nothing here depends on.
            channel.force(false);
        }

        @Override
        public void directory(Path directory) throws IOException {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };
}
