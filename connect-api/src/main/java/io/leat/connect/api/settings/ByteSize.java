package io.leat.connect.api.settings;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 1048576}, {@code 5 MiB} (1024²) or {@code 5 MB} (1000²). */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s*([a-zA-Z]*)");

    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("kb", 1_000L),
            Map.entry("kib", 1L << 10),
            Map.entry("mb", 1_000_000L),
            Map.entry("mib", 1L << 20),
            Map.entry("gb", 1_000_000_000L),
            Map.entry("gib", 1L << 30),
            Map.entry("tb", 1_000_000_000_000L),
            Map.entry("tib", 1L << 40));

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("must not be negative");
        }
    }

    /** @throws IllegalArgumentException if the text is no size, with what a size looks like */
    public static ByteSize parse(String text) {
        var form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw notASize();
        }
        var unit = UNITS.get(form.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw notASize();
        }
        try {
            var bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
            return new ByteSize(bytes.longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("must be a whole number of bytes below 2^63");
        }
    }

    private static IllegalArgumentException notASize() {
        return new IllegalArgumentException("must be a number of bytes such as 1048576, 512 KiB, 5 MiB or 5 MB");
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The number with the largest binary unit that divides it. */
    @Override
    public String toString() {
        var units = new String[] {"B", "KiB", "MiB", "GiB", "TiB"};
        var size = bytes;
        var unit = 0;
        while (size != 0 && size % 1024 == 0 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return size + " " + units[unit];
    }
}
