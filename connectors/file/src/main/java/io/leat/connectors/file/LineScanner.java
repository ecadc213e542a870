package io.leat.connectors.file;

/** Finds line ends in bytes. */
final class LineScanner {
    private final byte[] delimiter;
    private final byte last;

    LineScanner(byte[] delimiter) {
        this.delimiter = delimiter.clone();
        this.last = delimiter[delimiter.length - 1];
    }

    int delimiterLength() {
        return delimiter.length;
    }

    /** Index just behind the first delimiter that lies wholly within {@code [from, to)}; -1 where there is none. */
    int lineEnd(byte[] bytes, int from, int to) {
        for (var at = from + delimiter.length - 1; at < to; at++) {
            if (bytes[at] == last && endsAt(bytes, at)) {
                return at + 1;
            }
        }
        return -1;
    }

    private boolean endsAt(byte[] bytes, int at) {
        var start = at - delimiter.length + 1;
        for (var i = 0; i < delimiter.length - 1; i++) {
            if (bytes[start + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }
}
