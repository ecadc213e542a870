package io.leat.converters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Numbers are written as the JDK writes them. */
class DigitsTest {

    private final JsonOutput out = new JsonOutput(64);

    @Test
    void writesEveryFloatOfTwoDecimals() {
        for (int n = -1_000_100; n <= 1_000_100; n++) {
            check(n / 100f);
            check(n / 10f);
        }
    }

    @Test
    void writesDoublesOfTwoDecimals() {
        var random = new Random(5);
        for (int i = 0; i < 2_000_000; i++) {
            int n = random.nextInt() >> random.nextInt(31);
            check(n / 100.0);
            check(n / 10.0);
        }
    }

    /** All there are: some three minutes. */
    @Test
    @Tag("nightly")
    void writesEveryDoubleOfTwoDecimals() {
        for (int n = 0; n <= 1_000_000_100; n++) {
            check(n / 100.0);
        }
    }

    @Test
    void writesTheNeighboursOfShortDecimals() {
        var random = new Random(6);
        for (int i = 0; i < 500_000; i++) {
            double value = random.nextInt(1_000_000_000) / 100.0;
            check(Math.nextUp(value));
            check(Math.nextDown(value));
            check(Math.nextUp((float) value));
            check(Math.nextDown((float) value));
            check(value / 10);
        }
    }

    @Test
    void writesLongsOfEveryLength() {
        for (int bits = 0; bits < Long.SIZE; bits++) {
            for (long offset = -2; offset <= 2; offset++) {
                check((1L << bits) + offset);
            }
        }
        for (long power = 1; power > 0 && power < Long.MAX_VALUE / 10; power *= 10) {
            check(power - 1);
            check(power);
            check(-power);
        }
        check(Long.MAX_VALUE);
        check(Long.MIN_VALUE);
        assertThat(out.capacity()).isEqualTo(64);
    }

    private void check(double value) {
        out.reset();
        out.number(value);
        same(Double.toString(value));
    }

    private void check(float value) {
        out.reset();
        out.number(value);
        same(Float.toString(value));
    }

    private void check(long value) {
        out.reset();
        out.number(value);
        same(Long.toString(value));
    }

    private void same(String expected) {
        var actual = new String(out.toBytes(), StandardCharsets.US_ASCII);
        if (!actual.equals(expected)) {
            fail("expected " + expected + " but was " + actual);
        }
    }
}
