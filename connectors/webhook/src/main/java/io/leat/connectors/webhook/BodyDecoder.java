package io.leat.connectors.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Makes a record's value of a body. */
final class BodyDecoder {

    private static final JsonFactory JSON = new JsonFactory();

    private BodyDecoder() {}

    /** Empty if the body is not what it should be; JSON {@code null} counts as such. */
    static Optional<Object> decode(EndpointSettings.Decoding decoding, byte[] body) {
        return switch (decoding) {
            case BYTES -> Optional.of(body);
            case TEXT -> text(body);
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

    private static Optional<Object> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> json(byte[] body) {
        try (var json = JSON.createParser(body)) {
            if (json.nextToken() == null) {
                return Optional.empty();
            }
            var value = value(json);
            return json.nextToken() == null ? Optional.ofNullable(value) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
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
