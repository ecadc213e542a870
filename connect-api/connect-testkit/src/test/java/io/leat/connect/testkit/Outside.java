package io.leat.connect.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The other system of the example connectors: a list by name. Static, because a worker makes the tasks; each test uses a
 * name of its own.
 */
final class Outside {

    private static final Map<String, Outside> ALL = new ConcurrentHashMap<>();

    final List<String> events = new CopyOnWriteArrayList<>();
    volatile boolean down;

    static Outside named(String name) {
        return ALL.computeIfAbsent(name, created -> new Outside());
    }

    List<String> add(int count) {
        var added = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            added.add("event-" + (events.size() + i));
        }
        events.addAll(added);
        return added;
    }
}
