package io.leat.converters;

import java.nio.charset.StandardCharsets;

/**
 * Writes numbers as digits into a byte array. Doubles and floats with one or two decimals (prices, percentages,
 * ratings), on which the JDK spends most of a record's time, are formatted here; the others are left to it.
 *
 * <p>Why the text is the JDK's: {@code n / 100} is rounded once, so where it equals the value, the decimal reads back
 * as the value. Different decimals of up to 15 digits (float: 6) are different values, so there is no shorter one, and
 * the shortest is what the JDK writes.
 */
final class Digits {

    /** Room for any long, and for any short decimal. */
    static final int LONGEST = 20;

    private static final double LARGEST_DOUBLE = 1e7;
    private static final float LARGEST_FLOAT = 1e4f;
    private static final double SMALLEST = 1e-3;
    private static final long EIGHT_DIGITS = 100_000_000;
    private static final byte[] PAIRS = pairs();
    private static final long[] POWERS = powers();

    private Digits() {}

    /** Writes a number that is not negative; returns where it ends. */
    static int whole(long value, byte[] to, int at) {
        int end = at + length(value);
        int from = end;
        long rest = value;
        while (rest >= EIGHT_DIGITS) {
            long high = rest / EIGHT_DIGITS;
            from = eight((int) (rest - high * EIGHT_DIGITS), to, from);
            rest = high;
        }
        int small = (int) rest;
        while (small >= 100) {
            int high = small / 100;
            from = pair(small - high * 100, to, from);
            small = high;
        }
        if (small >= 10) {
            pair(small, to, from);
        } else {
            to[from - 1] = (byte) ('0' + small);
        }
        return end;
    }

    /** Writes a positive double of one or two decimals and returns where it ends; of any other, returns {@code at}. */
    static int decimal(double value, byte[] to, int at) {
        if (!(value >= SMALLEST && value < LARGEST_DOUBLE)) {
            return at;
        }
        long hundredths = (long) (value * 100 + 0.5);
        return hundredths / 100.0 == value ? decimal(hundredths, to, at) : at;
    }

    /** Likewise for a float. */
    static int decimal(float value, byte[] to, int at) {
        if (!(value >= SMALLEST && value < LARGEST_FLOAT)) {
            return at;
        }
        int hundredths = (int) (value * 100 + 0.5f);
        return hundredths / 100f == value ? decimal(hundredths, to, at) : at;
    }

    private static int decimal(long hundredths, byte[] to, int at) {
        long whole = hundredths / 100;
        int fraction = (int) (hundredths - whole * 100);
        int point = whole(whole, to, at);
        to[point] = '.';
        pair(fraction, to, point + 3);
        return fraction % 10 == 0 ? point + 2 : point + 3;
    }

    /** Split in halves rather than from the end, so that the divisions need not wait for each other. */
    private static int eight(int value, byte[] to, int end) {
        int high = value / 10_000;
        int low = value - high * 10_000;
        pair(low % 100, to, end);
        pair(low / 100, to, end - 2);
        pair(high % 100, to, end - 4);
        return pair(high / 100, to, end - 6);
    }

    private static int pair(int value, byte[] to, int end) {
        to[end - 2] = PAIRS[2 * value];
        to[end - 1] = PAIRS[2 * value + 1];
        return end - 2;
    }

    /** Decimal digits from binary ones: log10(2) is 1233/4096, at most one too few. */
    private static int length(long value) {
        int fewest = ((Long.SIZE - Long.numberOfLeadingZeros(value | 1)) * 1233) >>> 12;
        return value >= POWERS[fewest] ? fewest + 1 : fewest;
    }

    private static byte[] pairs() {
        var text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append(i / 10).append(i % 10);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static long[] powers() {
        var powers = new long[19];
        powers[0] = 0;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = i == 1 ? 10 : powers[i - 1] * 10;
        }
        return powers;
    }
}
