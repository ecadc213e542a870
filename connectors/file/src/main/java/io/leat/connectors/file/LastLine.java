package io.leat.connectors.file;

import java.io.IOException;

/** Finds where the last whole line of a file ends, for those that are to be read from their end. */
final class LastLine {
    private static final int SEARCHED = 64 * 1024;

    private final LineScanner lines;
    private final Fingerprints fingerprints;

    LastLine(LineScanner lines, Fingerprints fingerprints) {
        this.lines = lines;
        this.fingerprints = fingerprints;
    }

    /** The mark behind the last line that ends before {@code size}; at {@code size} where none is near. */
    Mark after(Mark start, Head head, Content content, long size) throws IOException {
        var from = Math.max(0, size - SEARCHED);
        var bytes = new byte[(int) (size - from)];
        var length = content.read(from, bytes, bytes.length);
        if (length < bytes.length) {
            throw new IOException("it was cut while it was looked at");
        }
        var end = length;
        var first = from == 0 ? 0 : Fingerprints.TAIL;
        for (var at = lines.lineEnd(bytes, first, length); at > 0; at = lines.lineEnd(bytes, at, length)) {
            end = at;
        }
        var position = from + end;
        return new Mark(
                position,
                0,
                head.fingerprint((int) Math.min(position, Fingerprints.HEAD)),
                fingerprints.tail(bytes, end, position),
                start.path(),
                start.inode(),
                start.route(),
                start.time(),
                start.since());
    }
}
