package io.leat.rest.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes made readable: JSON as JSON, other UTF-8 text as a string, anything else as base64. Nothing is lost: numbers
 * keep their digits, and JSON with a repeated key is shown as the text it is.
 *
 * @param encoding {@code json}, {@code text}, {@code base64} or {@code null}
 */
record Decoded(@Nullable Object shown, String encoding) {

    private static final ObjectReader JSON = Json.mapper()
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    static Decoded of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Decoded(null, "null");
        }
        return text(bytes)
                .map(Decoded::jsonOrText)
                .orElseGet(() -> new Decoded(Base64.getEncoder().encodeToString(bytes), "base64"));
    }

    private static Decoded jsonOrText(String text) {
        try {
            var node = JSON.readTree(text);
            return node.isMissingNode() ? new Decoded(text, "text") : new Decoded(node, "json");
        } catch (JsonProcessingException notJson) {
            return new Decoded(text, "text");
        }
    }

    /** JSON text as JSON; other text as it is. */
    static @Nullable Object json(String text) {
        return jsonOrText(text).shown();
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.chars().allMatch(Decoded::printable) ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private static boolean printable(int character) {
        return !Character.isISOControl(character) || character == '\n' || character == '\r' || character == '\t';
    }
}
