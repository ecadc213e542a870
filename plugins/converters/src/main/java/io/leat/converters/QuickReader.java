package io.leat.converters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document of plain JSON to what {@link SchemalessReader} makes of it, in less than half of the time, or gives
 * up: at an error of any kind, at anything but well-formed UTF-8, at integers of more than 18 digits, at deep nesting.
 * Whoever calls then reads the document again by Jackson, which knows every case. So this class never decides what is
 * wrong, only what is certainly right.
 */
final class QuickReader {

    private static final int DEEPEST = 100;
    private static final Kind[] KINDS = kinds();

    private final QuickLexer json;
    private int depth;

    QuickReader(byte[] document, KnownNames names) {
        json = new QuickLexer(document, names);
    }

    @Nullable
    Object document() throws GivenUpException {
        var value = value(json.skipSpace());
        json.expectEnd();
        return value;
    }

    /**
     * The value that begins with this character, on which the lexer stands. By a table rather than a switch, because many
     * targets of one call are not inlined: the compiler then takes milliseconds for each in place of a second for all.
     */
    private @Nullable Object value(byte first) throws GivenUpException {
        return KINDS[first].read(this);
    }

    /** Reads a value of one kind. */
    private interface Kind {
        @Nullable
        Object read(QuickReader reader) throws GivenUpException;
    }

    private static Kind[] kinds() {
        var kinds = new Kind[Byte.MAX_VALUE + 1];
        Arrays.fill(kinds, (Kind) reader -> reader.json.number());
        kinds['{'] = QuickReader::object;
        kinds['['] = QuickReader::array;
        kinds['"'] = reader -> reader.json.text();
        kinds['t'] = reader -> reader.json.literal("true", Boolean.TRUE);
        kinds['f'] = reader -> reader.json.literal("false", Boolean.FALSE);
        kinds['n'] = reader -> reader.json.literal("null", null);
        return kinds;
    }

    private Map<String, @Nullable Object> object() throws GivenUpException {
        var object = new HashMap<String, @Nullable Object>();
        byte next = enter();
        while (next != '}') {
            var name = json.name();
            object.put(name, value(json.skipSpace()));
            next = nextOr('}');
        }
        leave();
        return object;
    }

    private List<@Nullable Object> array() throws GivenUpException {
        var array = new ArrayList<@Nullable Object>();
        byte next = enter();
        while (next != ']') {
            array.add(value(next));
            next = nextOr(']');
        }
        leave();
        return array;
    }

    private byte enter() throws GivenUpException {
        if (++depth > DEEPEST) {
            throw GivenUpException.INSTANCE;
        }
        json.skip();
        return json.skipSpace();
    }

    private void leave() {
        depth--;
        json.skip();
    }

    /** Behind a value: the closing bracket, or what comes after a comma, which is not the closing bracket. */
    private byte nextOr(char close) throws GivenUpException {
        byte next = json.skipSpace();
        if (next == close) {
            return next;
        }
        json.expect(',');
        next = json.skipSpace();
        if (next == close) {
            throw GivenUpException.INSTANCE;
        }
        return next;
    }
}
