package io.leat.connectors.elasticsearch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of a bulk request and their lines, back to back in one array. Items that are sent once more are slices of the
 * same array.
 *
 * <pre>{@code
 * {"create":{"_index":"logs","_id":"a"}}\n{"message":"x"}\n{"delete":{"_index":"logs","_id":"b"}}\n
 * └──────────────── item 0 ─────────────────────────────┘└──────────── item 1 ────────────────┘
 * }</pre>
 */
final class Bulk {

    private final LineBuffer lines;
    private final List<Item> items = new ArrayList<>();

    Bulk(int initialBytes) {
        this.lines = new LineBuffer(initialBytes);
    }

    /** Where the next item's lines are to be written. */
    LineBuffer lines() {
        return lines;
    }

    void add(Item item) {
        items.add(item);
    }

    List<Item> items() {
        return items;
    }

    int bytes() {
        return lines.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** The lines of these items of this bulk; neighbours make one piece. */
    List<ByteBuffer> linesOf(List<Item> chosen) {
        var pieces = new ArrayList<ByteBuffer>();
        for (int i = 0; i < chosen.size(); ) {
            var start = chosen.get(i).start();
            var end = chosen.get(i).end();
            for (i++; i < chosen.size() && chosen.get(i).start() == end; i++) {
                end = chosen.get(i).end();
            }
            pieces.add(lines.slice(start, end));
        }
        return pieces;
    }
}
