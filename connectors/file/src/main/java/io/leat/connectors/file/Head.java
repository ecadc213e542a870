package io.leat.connectors.file;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The first {@value Fingerprints#HEAD} bytes of a file, or all it has. */
final class Head {
    private final byte[] bytes = new byte[Fingerprints.HEAD];
    private final int length;
    private final Fingerprints fingerprints;
    private final Map<Integer, String> known = new TreeMap<>();

    Head(Content content, Fingerprints fingerprints) throws IOException {
        this.fingerprints = fingerprints;
        length = content.read(0, bytes, bytes.length);
    }

    int length() {
        return length;
    }

    boolean full() {
        return length == bytes.length;
    }

    boolean hasLine(LineScanner lines) {
        return lines.lineEnd(bytes, 0, length) > 0;
    }

    /** A checksum of the first line, as far as it is in sight. */
    int route(LineScanner lines) {
        var end = lines.lineEnd(bytes, 0, length);
        return fingerprints.crc(bytes, 0, end < 0 ? length : end);
    }

    /** {@link Fingerprints#head} over fewer bytes than there are. */
    String fingerprint(int first) {
        return known.computeIfAbsent(first, size -> fingerprints.head(bytes, size));
    }

    /** Whether one begins with all that the other has. */
    boolean beginsLike(Head other) {
        var common = Math.min(length, other.length);
        return fingerprint(common).equals(other.fingerprint(common));
    }
}
