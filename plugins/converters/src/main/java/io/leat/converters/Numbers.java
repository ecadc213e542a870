package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A JSON number as one of Java's. Kafka's converter holds what has a point or exponent as {@code BigDecimal} and narrows
 * from there; these give the same results, with a {@code BigDecimal} only where it shows.
 */
final class Numbers {

    private static final int BITS_OF_LONG = 64;

    private Numbers() {}

    static boolean isNumber(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT || isFraction(json);
    }

    /** The integer part, of which the low 64 bits; zero for anything but a number. */
    static long asLong(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getNumberType() == NumberType.BIG_INTEGER
                    ? json.getBigIntegerValue().longValue()
                    : json.getLongValue();
        }
        return isFraction(json) ? low(json.getDecimalValue()) : skip(json);
    }

    static double asDouble(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getNumberType() == NumberType.BIG_INTEGER
                    ? json.getBigIntegerValue().doubleValue()
                    : json.getLongValue();
        }
        return isFraction(json) ? fraction(json) : skip(json);
    }

    static float asFloat(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getNumberType() == NumberType.BIG_INTEGER
                    ? json.getBigIntegerValue().floatValue()
                    : json.getLongValue();
        }
        return isFraction(json) ? json.getDecimalValue().floatValue() : skip(json);
    }

    /** A BigDecimal knows no negative zero, and some exponents are too large for it: an error, not an infinity. */
    private static double fraction(JsonParser json) throws IOException {
        double value = json.getDoubleValue();
        return value == 0 || Double.isInfinite(value) ? json.getDecimalValue().doubleValue() : value;
    }

    private static boolean isFraction(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
    }

    /** As {@link BigDecimal#longValue()}, but 1e999999999 is not written out first: 10^64 is a multiple of 2^64. */
    private static long low(BigDecimal value) {
        return value.scale() <= -BITS_OF_LONG ? 0 : value.longValue();
    }

    private static int skip(JsonParser json) throws IOException {
        SchemalessReader.INSTANCE.read(json);
        return 0;
    }
}
