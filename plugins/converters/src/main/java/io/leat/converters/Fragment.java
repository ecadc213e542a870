package io.leat.converters;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A short piece of JSON, such as a name with its quotes and colon, kept as words of eight bytes: so it is copied and
 * compared in a few instructions, where a call for arrays of any length would take longer than the work.
 */
final class Fragment {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final long[] words;
    private final long lastMask;

    /** @param bytes one at least */
    Fragment(byte[] bytes) {
        int count = (bytes.length + Long.BYTES - 1) / Long.BYTES;
        var padded = Arrays.copyOf(bytes, count * Long.BYTES);
        this.bytes = bytes;
        this.words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = (long) WORDS.get(padded, i * Long.BYTES);
        }
        this.lastMask = -1L >>> (Byte.SIZE * (padded.length - bytes.length));
    }

    int length() {
        return bytes.length;
    }

    /** The bytes that {@link #copyTo} may touch: up to seven more than the length. */
    int room() {
        return words.length * Long.BYTES;
    }

    void copyTo(byte[] to, int at) {
        for (int i = 0; i < words.length; i++) {
            WORDS.set(to, at + i * Long.BYTES, words[i]);
        }
    }

    /** Whether the JSON goes on with this from here. */
    boolean isAt(byte[] json, int from) {
        if (from + room() > json.length) {
            int end = from + bytes.length;
            return end <= json.length && Arrays.equals(json, from, end, bytes, 0, bytes.length);
        }
        int last = words.length - 1;
        for (int i = 0; i < last; i++) {
            if ((long) WORDS.get(json, from + i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        return ((long) WORDS.get(json, from + last * Long.BYTES) & lastMask) == words[last];
    }
}
