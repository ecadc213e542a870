package io.leat.connect.api.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads single values. Every failure is an IllegalArgumentException whose message completes "key: …". */
final class Texts {

    private static final Pattern AMOUNT = Pattern.compile("(-?\\d{1,18})\\s*([a-z]*)");

    private static final Map<String, Duration> UNITS = Map.of(
            "", Duration.ofMillis(1),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Texts() {}

    static Integer parseInt(String text) {
        try {
            return Integer.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number between -2^31 and 2^31-1");
        }
    }

    static Long parseLong(String text) {
        try {
            return Long.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number between -2^63 and 2^63-1");
        }
    }

    static Double parseDouble(String text) {
        try {
            var number = Double.valueOf(text.trim());
            if (!number.isNaN()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as for NaN
        }
        throw new IllegalArgumentException("must be a number");
    }

    static Boolean parseBoolean(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    static Duration parseDuration(String text) {
        var trimmed = text.trim();
        try {
            var amount = AMOUNT.matcher(trimmed.toLowerCase(Locale.ROOT));
            var unit = amount.matches() ? UNITS.get(amount.group(2)) : null;
            var duration = unit == null ? Duration.parse(trimmed) : unit.multipliedBy(Long.parseLong(amount.group(1)));
            return Duration.ofMillis(duration.toMillis());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be a duration: milliseconds, or such as 500 ms, 30 s, 5 min, PT2H");
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("must be a duration of less than 292 million years");
        }
    }

    static URI parseUri(String text) {
        try {
            return new URI(text.trim());
        } catch (URISyntaxException e) {
            // Its message repeats the text, which may hold a password.
            throw new IllegalArgumentException(
                    "must be a URI: " + e.getReason() + (e.getIndex() < 0 ? "" : " at index " + e.getIndex()));
        }
    }

    static Path parsePath(String text) {
        try {
            return Path.of(text.trim());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path of this file system: " + e.getReason());
        }
    }

    static List<String> splitList(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** One element of a list as a user would write it. */
    static String show(Object value) {
        if (value instanceof Duration duration) {
            return Long.toString(duration.toMillis());
        }
        if (value instanceof ByteSize size) {
            return Long.toString(size.bytes());
        }
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
    }
}
