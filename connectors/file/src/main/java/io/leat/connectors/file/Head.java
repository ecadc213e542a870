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

    /** {@link Fingerprints#firstLine}. */
    int route(LineScanner lines) {
        return fingerprints.firstLine(bytes, length, lines);
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
