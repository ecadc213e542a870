package io.leat.rest.resource;

import io.leat.rest.error.BadRequest;
import org.jspecify.annotations.Nullable;

/** Whole numbers in query parameters, with a message that names the parameter and its range. */
final class Numbers {

    private Numbers() {}

    static int within(String parameter, @Nullable String given, int fallback, int least, int most) {
        return (int) within(parameter, given, (long) fallback, least, most);
    }

    static long within(String parameter, @Nullable String given, long fallback, long least, long most) {
        if (given == null || given.isBlank()) {
            return fallback;
        }
        try {
            var number = Long.parseLong(given.trim());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw outside(parameter, least, most);
        }
        throw outside(parameter, least, most);
    }

    private static BadRequest outside(String parameter, long least, long most) {
        var range = most == Long.MAX_VALUE ? "" : " from " + least + " to " + most;
        return new BadRequest("Query parameter \"" + parameter + "\" must be a whole number" + range);
    }
}
