package io.leat.connectors.file;

import java.io.File;

/**
 * How far reading of a file has come, to be compared with what is there at any later moment, from any thread.
 *
 * @param position in bytes of the content
 * @param size at which its end was last met
 * @param comparable whether bytes of the content are bytes on the disk; not where the file is compressed
 * @param behind whether its end has not been met
 */
record Reach(File file, long position, long size, boolean comparable, boolean behind) {

    /** Bytes that have not been read; of a compressed file nobody knows. */
    long unread() {
        return comparable ? Math.max(0, Math.max(file.length(), size) - position) : 0;
    }

    boolean isUnread() {
        return comparable ? unread() > 0 : behind;
    }
}
