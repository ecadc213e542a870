package io.leat.converters;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The words of plain JSON in UTF-8, for {@link QuickReader}: stands on a byte and moves behind what it reads. Gives up
 * at whatever might be an error, and at what Jackson would measure against a limit.
 */
final class QuickLexer {

    private static final int LONGEST_NAME = 10_000;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_MANTISSA = 18;
    private static final int LONGEST_EXPONENT = 4;
    private static final long EXACT_DOUBLE = 1L << 53;
    private static final char REPLACEMENT = '\uFFFD';
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String ESCAPES = "\"\\/\b\f\n\r\t";

    /** The powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private final byte[] json;
    private final KnownNames names;
    private KnownNames.Name name;
    private int at;

    QuickLexer(byte[] json, KnownNames names) {
        this.json = json;
        this.names = names;
        this.name = names.start();
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

    String name() throws GivenUpException {
        expect('"');
        var guess = name.next();
        if (guess == null || !guess.isAt(json, at)) {
            return unexpectedName();
        }
        at += guess.length() + 1;
        name = guess;
        return guess.text();
    }

    private String unexpectedName() throws GivenUpException {
        int hash = 0;
        for (int i = at; i < json.length; i++) {
            byte next = json[i];
            if (next == '"') {
                var found = names.find(json, at, i, hash);
                name.followedBy(found);
                name = found;
                at = i + 1;
                return found.text();
            }
            if (next < ' ' || next == '\\' || i - at > LONGEST_NAME) {
                return otherName();
            }
            hash = 31 * hash + next;
        }
        throw GivenUpException.INSTANCE;
    }

    private String otherName() throws GivenUpException {
        at--;
        var name = text();
        // Jackson wants surrogates of names, other than those of texts, in pairs.
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
            throw GivenUpException.INSTANCE;
        }
        return name;
    }

    String text() throws GivenUpException {
        expect('"');
        int end = PlainText.end(json, at, json.length, '"');
        if (end == json.length) {
            throw GivenUpException.INSTANCE;
        }
        if (json[end] != '"') {
            return otherText(end);
        }
        var text = new String(json, at, end - at, StandardCharsets.ISO_8859_1);
        at = end + 1;
        return text;
    }

    /** Text with escapes or beyond ASCII, of which the first is at {@code i}. */
    private String otherText(int i) throws GivenUpException {
        var text = new StringBuilder();
        int next = i;
        while (next < json.length && json[next] != '"') {
            if (json[next] == '\\') {
                text.append(decoded(next));
                at = next + 1;
                text.append(escaped());
                next = at;
            } else if (json[next] >= 0 && json[next] < ' ') {
                throw GivenUpException.INSTANCE;
            } else {
                next++;
            }
        }
        text.append(decoded(next));
        at = next;
        expect('"');
        return text.toString();
    }

    private String decoded(int to) throws GivenUpException {
        var text = new String(json, at, to - at, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw GivenUpException.INSTANCE;
        }
        return text;
    }

    private char escaped() throws GivenUpException {
        byte kind = at < json.length ? json[at++] : 0;
        if (kind == 'u') {
            return hexadecimal();
        }
        int index = ESCAPED.indexOf(kind);
        if (index < 0) {
            throw GivenUpException.INSTANCE;
        }
        return ESCAPES.charAt(index);
    }

    private char hexadecimal() throws GivenUpException {
        int value = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = at < json.length ? Character.digit((int) json[at], 16) : -1;
            if (digit < 0) {
                throw GivenUpException.INSTANCE;
            }
            value = 16 * value + digit;
        }
        return (char) value;
    }

    /** A {@code Long} or, with a point or exponent, a {@code Double}. */
    Number number() throws GivenUpException {
        int from = at;
        if (json[at] == '-') {
            at++;
        }
        int first = at;
        long value = digits(0);
        if (at == first || at - first > LONGEST_MANTISSA) {
            throw GivenUpException.INSTANCE;
        }
        if (is('.') || is('e') || is('E')) {
            return fraction(from, value);
        }
        return json[from] == '-' ? -value : value;
    }

    private double fraction(int from, long whole) throws GivenUpException {
        long mantissa = whole;
        int scale = 0;
        if (is('.')) {
            int point = at++;
            mantissa = digits(whole);
            scale = at - point - 1;
        }
        if (exponent() || at - from > LONGEST_MANTISSA || mantissa >= EXACT_DOUBLE) {
            return parsed(from);
        }
        if (scale == 0) {
            throw GivenUpException.INSTANCE;
        }
        // Both sides are exact, so the quotient is rounded once: the nearest double. No negative zero, as ever here.
        double value = mantissa / POWERS[scale];
        return json[from] == '-' && mantissa != 0 ? -value : value;
    }

    private boolean exponent() throws GivenUpException {
        if (!is('e') && !is('E')) {
            return false;
        }
        at++;
        if (is('+') || is('-')) {
            at++;
        }
        int first = at;
        digits(0);
        if (at == first || at - first > LONGEST_EXPONENT) {
            throw GivenUpException.INSTANCE;
        }
        return true;
    }

    private double parsed(int from) throws GivenUpException {
        if (at - from > LONGEST_NUMBER) {
            throw GivenUpException.INSTANCE;
        }
        double value = Double.parseDouble(new String(json, from, at - from, StandardCharsets.ISO_8859_1));
        if (value == 0 || Double.isInfinite(value)) {
            throw GivenUpException.INSTANCE;
        }
        return value;
    }

    /** Appends the digits here to a number, which overflows silently behind the 18th. */
    private long digits(long number) {
        long value = number;
        int i = at;
        for (; i < json.length; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        at = i;
        return value;
    }

    private boolean is(char expected) {
        return at < json.length && json[at] == expected;
    }
}
