package io.leat.runtime.client;

import io.leat.runtime.pipeline.Outgoing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Records of which interceptors have yet to hear, in the order they were sent in; as many as the task may have under way.
 * Apart from the task's own books because those forget records on many ways. Safe for use from any thread.
 */
final class RecordsUnderWay {

    private final Set<Outgoing> records = new LinkedHashSet<>();

    synchronized void add(Outgoing record) {
        records.add(record);
    }

    /** @return false if it was heard of before */
    synchronized boolean remove(Outgoing record) {
        return records.remove(record);
    }

    synchronized List<Outgoing> all() {
        return new ArrayList<>(records);
    }
}
