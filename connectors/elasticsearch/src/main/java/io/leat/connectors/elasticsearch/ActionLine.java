package io.leat.connectors.elasticsearch;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the first line of an item, which says what to do with which document:
 *
 * <pre>{@code
 * {"index":{"_index":"orders","_id":"k1","version":17,"version_type":"external","routing":"eu"}}
 * }</pre>
 *
 * By hand, because a line is written per record and all but the id is nearly always the same.
 */
final class ActionLine {

    private static final byte[] INDEX = ascii("\":{\"_index\":\"");
    private static final byte[] ID = ascii("\",\"_id\":\"");
    private static final byte[] VERSION = ascii("\",\"version\":");
    private static final byte[] VERSION_TYPE = ascii(",\"version_type\":\"");
    private static final byte[] ROUTING = ascii("\",\"routing\":\"");
    private static final byte[] RETRY = ascii("\",\"retry_on_conflict\":3}}\n");
    private static final byte[] END = ascii("\"}}\n");

    private final LineBuffer lines;

    ActionLine(LineBuffer lines) {
        this.lines = lines;
    }

    ActionLine begin(Action action, String index, String id) {
        lines.write('{');
        lines.write('"');
        lines.write(ascii(action.verb()));
        lines.write(INDEX);
        text(index);
        lines.write(ID);
        text(id);
        return this;
    }

    ActionLine version(long version, String type) {
        lines.write(VERSION);
        lines.write(ascii(Long.toString(version)));
        lines.write(VERSION_TYPE);
        lines.write(ascii(type));
        return this;
    }

    ActionLine routing(String routing) {
        lines.write(ROUTING);
        text(routing);
        return this;
    }

    void end(Action action) {
        lines.write(action == Action.UPDATE ? RETRY : END);
    }

    private void text(String text) {
        lines.write(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
