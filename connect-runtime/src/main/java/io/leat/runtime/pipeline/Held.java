package io.leat.runtime.pipeline;

import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * A record at a step that failed.
 *
 * @param transform alias of the transform to go on with; empty if all of them are done
 */
public record Held(ConnectRecord<?> record, String transform) {

    /** All transforms are done. */
    public static Held after(ConnectRecord<?> record) {
        return new Held(record, "");
    }
}
