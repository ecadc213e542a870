package io.leat.converters;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.connect.errors.DataException;

/**
 * A growing buffer of JSON in UTF-8. Writes what Jackson's generator writes with its default settings: control
 * characters, quotes and backslashes escaped (upper-case hexadecimal), surrogates always as {@code \}{@code uXXXX}
 * escapes, other characters as they are; NaN and infinities as strings; at most {@value #MAX_DEPTH} levels deep.
 *
 * <p>In place of Jackson's generator because a plan knows where it is: there is no state to keep and check per field, and
 * names with their punctuation are copied as bytes.
 */
final class JsonOutput {

    static final int MAX_DEPTH = 1000;

    private static final int ESCAPED = 6;
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] HEX = ascii("0123456789ABCDEF");
    private static final byte[] LOWEST = ascii(Long.toString(Long.MIN_VALUE));
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes;
    private int size;
    private int depth;

    JsonOutput(int capacity) {
        bytes = new byte[capacity];
    }

    int capacity() {
        return bytes.length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void reset() {
        size = 0;
        depth = 0;
    }

    /** Opens an object or array. */
    void open(char bracket) {
        deeper();
        symbol(bracket);
    }

    /** Opens an object whose first members were encoded before. */
    void open(byte[] head) {
        deeper();
        raw(head);
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw new DataException("Converting Kafka Connect data to byte[] failed due to serialization error: nested"
                    + " more than " + MAX_DEPTH + " levels deep; does a map or list contain itself?");
        }
    }

    void close(char bracket) {
        depth--;
        symbol(bracket);
    }

    /** One ASCII character as it is. */
    void symbol(char symbol) {
        reserve(1);
        bytes[size++] = (byte) symbol;
    }

    /** JSON that was encoded before. */
    void raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
    }

    void raw(Fragment json) {
        reserve(json.room());
        json.copyTo(bytes, size);
        size += json.length();
    }

    void nothing() {
        raw(NULL);
    }

    void bool(boolean value) {
        raw(value ? TRUE : FALSE);
    }

    void number(long value) {
        if (value == Long.MIN_VALUE) {
            raw(LOWEST);
            return;
        }
        reserve(1 + Digits.LONGEST);
        bytes[size] = '-';
        int start = value < 0 ? size + 1 : size;
        size = Digits.whole(Math.abs(value), bytes, start);
    }

    void number(double value) {
        reserve(1 + Digits.LONGEST);
        bytes[size] = '-';
        int start = value < 0 ? size + 1 : size;
        int end = Digits.decimal(Math.abs(value), bytes, start);
        if (end > start) {
            size = end;
        } else if (Double.isFinite(value)) {
            unescaped(Double.toString(value));
        } else {
            string(Double.toString(value));
        }
    }

    void number(float value) {
        reserve(1 + Digits.LONGEST);
        bytes[size] = '-';
        int start = value < 0 ? size + 1 : size;
        int end = Digits.decimal(Math.abs(value), bytes, start);
        if (end > start) {
            size = end;
        } else if (Float.isFinite(value)) {
            unescaped(Float.toString(value));
        } else {
            string(Float.toString(value));
        }
    }

    /** Text of ASCII that needs neither quotes nor escapes: a number. */
    void unescaped(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    /** Base64 with padding, without line breaks. */
    void base64(byte[] data) {
        symbol('"');
        raw(Base64.getEncoder().encode(data));
        symbol('"');
    }

    void string(String text) {
        int length = text.length();
        reserve(length + 2);
        bytes[size++] = '"';
        // A copy where the text is Latin-1 already; anything else becomes question marks, which are looked at closely.
        var latin = text.getBytes(StandardCharsets.ISO_8859_1);
        int plain = PlainText.end(latin, 0, latin.length, '?');
        System.arraycopy(latin, 0, bytes, size, plain);
        size += plain;
        if (plain < length) {
            special(text, plain);
        } else {
            bytes[size++] = '"';
        }
    }

    private void special(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            // Room for this character and, unescaped, for the rest.
            reserve(length - i + ESCAPED + 1);
            character(text.charAt(i));
        }
        bytes[size++] = '"';
    }

    private void character(char c) {
        if (c < 0x80) {
            ascii(c);
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | (c >> 6));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
        } else if (Character.isSurrogate(c)) {
            hexadecimal(c);
        } else {
            bytes[size++] = (byte) (0xE0 | (c >> 12));
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
        }
    }

    private void ascii(char c) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
            bytes[size++] = (byte) c;
        } else if (escape == 'u') {
            hexadecimal(c);
        } else {
            bytes[size++] = '\\';
            bytes[size++] = escape;
        }
    }

    private void hexadecimal(char c) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(c >> shift) & 0xF];
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new DataException("The record is larger than 2 GB as JSON");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
    }

    private static byte[] escapes() {
        var escapes = new byte[0x80];
        Arrays.fill(escapes, 0, 0x20, (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
