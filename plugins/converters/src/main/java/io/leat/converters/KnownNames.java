package io.leat.converters;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The member names seen lately, each with the one that followed it last: documents of a topic have the same names in the
 * same order, so the next name is mostly known before it is read. Plain ASCII names only, one per slot, so that it stays
 * small whatever comes.
 *
 * <p>Threads may meet here: a name is immutable but for its guess, and a wrong guess is found out.
 */
final class KnownNames {

    private static final int SLOTS = 1024;
    private static final int LONGEST = 64;

    private final @Nullable Name[] slots = new Name[SLOTS];
    private final Name start = new Name(new byte[0]);

    /** A name as text and as it stands in JSON. */
    static final class Name {

        private final byte[] bytes;
        private final String text;
        private @Nullable Name next;

        private Name(byte[] bytes) {
            this.bytes = bytes;
            this.text = new String(bytes, StandardCharsets.US_ASCII);
        }

        String text() {
            return text;
        }

        int length() {
            return bytes.length;
        }

        /** The name that may follow. */
        @Nullable
        Name next() {
            return next;
        }

        void followedBy(Name name) {
            next = name;
        }

        /** Whether this name and then a quote are what the JSON has from here. */
        boolean isAt(byte[] json, int from) {
            int end = from + bytes.length;
            return end < json.length && json[end] == '"' && Arrays.equals(json, from, end, bytes, 0, bytes.length);
        }
    }

    /** Stands before the first name of a document. */
    Name start() {
        return start;
    }

    /** @param hash of the bytes, the same for equal bytes */
    Name find(byte[] json, int from, int to, int hash) {
        if (to - from > LONGEST) {
            return new Name(Arrays.copyOfRange(json, from, to));
        }
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        var known = slots[slot];
        if (known != null && known.isAt(json, from)) {
            return known;
        }
        var name = new Name(Arrays.copyOfRange(json, from, to));
        slots[slot] = name;
        return name;
    }
}
