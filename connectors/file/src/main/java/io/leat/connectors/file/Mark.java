package io.leat.connectors.file;

import java.util.Map;

/**
 * Where reading of a file stands, and how to know that file again: this is the source offset.
 *
 * <p>A mark fits every file that has at least {@code position} bytes and, of those, the same first and the same last
 * ones. So it finds its file after a rename, a copy or compression, and does not fit a new file that merely begins like
 * the old one.
 *
 * @param position bytes of (uncompressed) content whose records were handed over
 * @param line lines before that position
 * @param fingerprint {@link Fingerprints#head} over the first {@code min(position, 1024)} bytes; empty for a mark that a
 *     user made and that goes by path or inode
 * @param check {@link Fingerprints#tail} at the position; 0 where it is unknown
 * @param path where the file was seen last
 * @param inode its {@link FileStat#key}
 * @param route a checksum of its first line: decides which task reads it
 * @param time epoch milliseconds at which the mark was made
 * @param since epoch milliseconds of the connector's first start
 */
record Mark(
        long position,
        long line,
        String fingerprint,
        int check,
        String path,
        String inode,
        int route,
        long time,
        long since) {

    Mark {
        if (position < 0 || line < 0) {
            throw new IllegalArgumentException("position and line must not be negative");
        }
    }

    /** The mark of a file of which nothing was read yet. */
    static Mark start(String path, String inode, int route, long time, long since) {
        return new Mark(0, 0, "", 0, path, inode, route, time, since);
    }

    /** How many bytes the fingerprint covers. */
    int fingerprinted() {
        return (int) Math.min(position, Fingerprints.HEAD);
    }

    /** The mark as Kafka Connect stores it. */
    Map<String, Object> toOffset() {
        return new MarkMap(this);
    }

    /** The same mark with the fingerprint that it lacks when a user made it. */
    Mark confirmedBy(Head head) {
        return fingerprint.isEmpty()
                ? new Mark(position, line, head.fingerprint(fingerprinted()), check, path, inode, route, time, since)
                : this;
    }

    boolean namesPlaceOf(Candidate file) {
        return inode.equals(file.stat().key()) || path.equals(file.path().toString());
    }
}
