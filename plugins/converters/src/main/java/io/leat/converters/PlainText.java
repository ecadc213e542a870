package io.leat.converters;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds how far text in JSON stands for itself: ASCII without control characters, quotes and backslashes. Looks at eight
 * bytes at a time, see "Determine if a word has a zero byte" in Sean Eron Anderson's Bit Twiddling Hacks.
 */
final class PlainText {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private PlainText() {}

    /** The index of the first byte that is not plain, or is {@code stop}; {@code to} if there is none. */
    static int end(byte[] text, int from, int to, char stop) {
        long stops = stop * ONES;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long found = found((long) WORDS.get(text, i), stops);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && isPlain(text[i]) && text[i] != stop) {
            i++;
        }
        return i;
    }

    /** The high bit of each byte that ends the run; above the lowest of them, of others perhaps too. */
    private static long found(long word, long stops) {
        long below = (word - SPACES) & ~word;
        return (word | below | zero(word ^ QUOTES) | zero(word ^ BACKSLASHES) | zero(word ^ stops)) & HIGH_BITS;
    }

    private static long zero(long word) {
        return (word - ONES) & ~word;
    }

    private static boolean isPlain(byte c) {
        return c >= ' ' && c != '"' && c != '\\';
    }
}
