package io.leat.runtime.state;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record to be written to a topic of state.
 *
 * @param value null deletes the key
 */
public record StateRecord(byte[] key, byte @Nullable [] value) {

    static StateRecord of(String key, byte @Nullable [] value) {
        return new StateRecord(key.getBytes(StandardCharsets.UTF_8), value);
    }

    String keyText() {
        return new String(key, StandardCharsets.UTF_8);
    }
}
