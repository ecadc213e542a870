package io.leat.connectors.datagen;

/**
 * Random choices that depend on a seed, a task and a record's number alone. SplitMix64 (Steele, Lea and Flood, "Fast
 * Splittable Pseudorandom Number Generators", 2014), begun anew for each record.
 */
final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private long state;

    Dice(long seed, int task, long record) {
        state = mix(mix(mix(seed) + task) + record);
    }

    /** From 0 on, below the bound. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    String hex(int digits) {
        var text = new char[digits];
        for (var i = 0; i < digits; i++) {
            text[i] = HEX[below(16)];
        }
        return new String(text);
    }

    /** In the form of a random UUID (RFC 9562, version 4). */
    String uuid() {
        return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-" + of("8", "9", "a", "b") + hex(3) + "-" + hex(12);
    }

    /** An address set aside for documentation (RFC 5737). */
    String publicAddress() {
        return of("192.0.2.", "198.51.100.", "203.0.113.") + between(1, 254);
    }

    /** An address of a private network (RFC 1918). */
    String privateAddress() {
        return "10." + below(256) + "." + below(256) + "." + between(1, 254);
    }

    private long next() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long bits) {
        var z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
