package io.leat.connectors.webhook;

import java.util.List;

/**
 * How far an endpoint has come.
 *
 * @param sequence of the last delivery, rising over all endpoints of the task
 * @param recent ids of the last deliveries, one a line: what a sender repeats after a crash is recognised by them
 */
record WebhookOffset(long sequence, String recent) {

    WebhookOffset {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence must be at least 0");
        }
    }

    List<String> recentIds() {
        return recent.lines().filter(id -> !id.isEmpty()).toList();
    }
}
