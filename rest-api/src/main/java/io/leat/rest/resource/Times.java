package io.leat.rest.resource;

import io.leat.rest.error.BadRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments and lengths of time in query parameters, with a message that names the parameter and its forms. */
final class Times {

    private Times() {}

    /** @return milliseconds since the epoch */
    static long moment(String parameter, @Nullable String given, long fallback) {
        if (given == null || given.isBlank()) {
            return fallback;
        }
        try {
            return isNumber(given)
                    ? Long.parseLong(given)
                    : Instant.parse(given.trim()).toEpochMilli();
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new BadRequest("Query parameter \"" + parameter
                    + "\" must be milliseconds since the epoch, or a moment such as 2026-01-31T12:00:00Z");
        }
    }

    /** @return milliseconds */
    static long length(String parameter, @Nullable String given, long fallback) {
        if (given == null || given.isBlank()) {
            return fallback;
        }
        try {
            var millis = isNumber(given)
                    ? Long.parseLong(given)
                    : Duration.parse(given.trim()).toMillis();
            if (millis > 0) {
                return millis;
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw badLength(parameter);
        }
        throw badLength(parameter);
    }

    private static boolean isNumber(String given) {
        return given.matches("\\d+");
    }

    private static BadRequest badLength(String parameter) {
        return new BadRequest(
                "Query parameter \"" + parameter + "\" must be milliseconds from 1 on, or a length such as PT1H");
    }
}
