package io.leat.runtime.pipeline;

import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * A record at a step that failed.
 *
 * @param transform alias of the transform to go on with; empty if all of them are done
 * @param piece which piece of the record failed, as in {@code 2 of 5}, where it had been split; else empty
 */
public record Held(ConnectRecord<?> record, String transform, String piece) {

    Held(ConnectRecord<?> record, String transform) {
        this(record, transform, "");
    }

    /** All transforms are done. */
    public static Held after(ConnectRecord<?> record) {
        return new Held(record, "", record instanceof OriginalSinkRecord known ? known.piece() : "");
    }

    /** Of so many pieces, the one with this index. */
    Held at(int index, int pieces) {
        return pieces == 1 ? this : new Held(record, transform, piece(index, pieces));
    }

    static String piece(int index, int pieces) {
        return index + 1 + " of " + pieces;
    }
}
