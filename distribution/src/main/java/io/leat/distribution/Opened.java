package io.leat.distribution;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** What a start has opened so far: closed again, the last first, unless the start came to its end. */
final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    /** The start has succeeded: nothing is to be closed here. */
    void keep() {
        resources.clear();
    }

    @Override
    public void close() {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Opened.class).warn("Something opened for the start did not close", e);
            }
        }
    }
}
