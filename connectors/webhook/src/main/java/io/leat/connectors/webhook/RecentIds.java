package io.leat.connectors.webhook;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** The ids of an endpoint's last deliveries, short enough to be stored with every offset. */
final class RecentIds {

    private static final int KEPT = 16;
    private static final int LONGEST = 200;

    private final Deque<String> ids = new ArrayDeque<>();

    RecentIds(Collection<String> before) {
        before.forEach(this::add);
    }

    void add(String id) {
        if (id.length() <= LONGEST) {
            ids.addLast(id);
        }
        if (ids.size() > KEPT) {
            ids.removeFirst();
        }
    }

    /** One a line; a header's value has no line ends. */
    String text() {
        return String.join("\n", ids);
    }
}
