package io.leat.converters;

import java.nio.charset.StandardCharsets;
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
    private final Name start = new Name("");

    /** A name as text, and as it stands in JSON with its quotes and colon. */
    static final class Name {

        private final String text;
        private final Fragment fragment;
        private @Nullable Name next;

        private Name(String text) {
            this.text = text;
            this.fragment = new Fragment(('"' + text + "\":").getBytes(StandardCharsets.US_ASCII));
        }

        String text() {
            return text;
        }

        Fragment fragment() {
            return fragment;
        }

        /** The name that may follow. */
        @Nullable
        Name next() {
            return next;
        }

        void followedBy(Name name) {
            next = name;
        }
    }

    /** Stands before the first name of a document. */
    Name start() {
        return start;
    }

    /** @param text plain ASCII, without quotes and backslashes */
    Name find(String text) {
        if (text.length() > LONGEST) {
            return new Name(text);
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        var known = slots[slot];
        if (known != null && known.text.equals(text)) {
            return known;
        }
        var name = new Name(text);
        slots[slot] = name;
        return name;
    }
}
