package io.leat.converters;

import org.jspecify.annotations.Nullable;

/**
 * A place in JSON text of UTF-8, for {@link QuickReader}: stands on a byte and moves behind what it takes. Gives up at
 * whatever might be an error.
 */
class JsonCursor {

    final byte[] json;
    int at;

    JsonCursor(byte[] json) {
        this.json = json;
    }

    void skip() {
        at++;
    }

    /** Moves to the next byte that is not white space, and returns it. */
    byte skipSpace() throws GivenUpException {
        while (at < json.length) {
            byte next = json[at];
            if (next > ' ') {
                return next;
            }
            if (!isSpace(next)) {
                break;
            }
            at++;
        }
        throw GivenUpException.INSTANCE;
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    void expect(char expected) throws GivenUpException {
        if (at == json.length || json[at] != expected) {
            throw GivenUpException.INSTANCE;
        }
        at++;
    }

    /** What follows the document is ignored if only it is apart. */
    void expectEnd() throws GivenUpException {
        if (at < json.length && !isSpace(json[at])) {
            throw GivenUpException.INSTANCE;
        }
    }

    @Nullable
    Boolean literal(String literal, @Nullable Boolean value) throws GivenUpException {
        for (int i = 0; i < literal.length(); i++) {
            expect(literal.charAt(i));
        }
        return value;
    }

    boolean is(char expected) {
        return at < json.length && json[at] == expected;
    }
}
