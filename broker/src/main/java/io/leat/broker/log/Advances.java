package io.leat.broker.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Those who wait for a partition to advance. */
final class Advances {
    private final Set<AdvanceListener> listeners = ConcurrentHashMap.newKeySet();

    void add(AdvanceListener listener) {
        listeners.add(listener);
    }

    void remove(AdvanceListener listener) {
        listeners.remove(listener);
    }

    void tell() {
        listeners.forEach(AdvanceListener::advanced);
    }
}
