package io.leat.connectors.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Makes a record's value of a body. */
final class BodyDecoder {

    private static final JsonFactory JSON = new JsonFactory();

    private BodyDecoder() {}

    /** Whether the body is what it should be. Builds nothing that stays. */
    static boolean canDecode(EndpointSettings.Decoding decoding, byte[] body) {
        return switch (decoding) {
            case BYTES -> true;
            case TEXT -> isText(body);
            case JSON -> isJson(body);
        };
    }

    /** The value of a body that can be decoded; null for JSON's null. */
    static @Nullable Object decode(EndpointSettings.Decoding decoding, byte[] body) {
        return switch (decoding) {
            case BYTES -> body;
            case TEXT -> new String(body, StandardCharsets.UTF_8);
            case JSON -> json(body);
        };
    }

    /** Null for JSON, whose structure is its own. */
    static @Nullable Schema schema(EndpointSettings.Decoding decoding) {
        return switch (decoding) {
            case BYTES -> Schema.BYTES_SCHEMA;
            case TEXT -> Schema.STRING_SCHEMA;
            case JSON -> null;
        };
    }

    private static boolean isText(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isJson(byte[] body) {
        try (var json = JSON.createParser(body)) {
            var empty = json.nextToken() == null;
            json.skipChildren();
            return !empty && json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Object json(byte[] body) {
        try (var json = JSON.createParser(body)) {
            json.nextToken();
            return value(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a body that was JSON is none any more", e);
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> whole(json);
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            default -> null;
        };
    }

    /** Connect has no whole numbers beyond 64 bits without a schema; as doubles they keep their size. */
    private static Object whole(JsonParser json) throws IOException {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return json.getDoubleValue();
        }
        return json.getLongValue();
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        var array = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
        }
        return array;
    }
}
