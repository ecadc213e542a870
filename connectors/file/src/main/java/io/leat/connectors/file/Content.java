package io.leat.connectors.file;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of one open file, uncompressed. It stays the same file when its path is renamed or removed. */
sealed interface Content extends Closeable permits PlainContent, PackedContent {

    /**
     * Reads from {@code position} until {@code length} bytes are in {@code target} or the file ends.
     *
     * @return how many bytes were read; 0 where the position is at or beyond the end
     */
    int read(long position, byte[] target, int length) throws IOException;

    /** Whether there are bytes that a reader who saw the first {@code seen} bytes has not seen, or fewer than those. */
    boolean changedSince(long seen) throws IOException;

    /** Whether a read that fell short met an end behind which nothing will ever be written. */
    boolean finalEnd();
}
