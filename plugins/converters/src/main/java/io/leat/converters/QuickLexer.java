package io.leat.converters;

import java.nio.charset.StandardCharsets;

/** The names, texts and numbers of plain JSON; gives up also at what Jackson would measure against a limit. */
final class QuickLexer extends JsonCursor {

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

    private final KnownNames names;
    private KnownNames.Name name;

    QuickLexer(byte[] json, KnownNames names) {
        super(json);
        this.names = names;
        this.name = names.start();
    }

    /** A member's name; moves behind its colon. */
    String name() throws GivenUpException {
        var guess = name.next();
        if (guess == null || !guess.fragment().isAt(json, at)) {
            return unexpectedName();
        }
        at += guess.fragment().length();
        name = guess;
        return guess.text();
    }

    private String unexpectedName() throws GivenUpException {
        int from = at;
        var text = text();
        boolean plain = at - from == text.length() + 2;
        // Jackson limits names, and wants their surrogates in pairs, as it does not of texts.
        if (text.length() > LONGEST_NAME || (!plain && text.chars().anyMatch(c -> Character.isSurrogate((char) c)))) {
            throw GivenUpException.INSTANCE;
        }
        skipSpace();
        expect(':');
        return plain ? remembered(text) : text;
    }

    private String remembered(String text) {
        var found = names.find(text);
        name.followedBy(found);
        name = found;
        return found.text();
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
}
