package io.leat.runtime.inspect;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.RequestException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/** Where the records of each connector can be looked at. Safe for use from any thread. */
public final class TapPoints {

    private static final int AT_ONCE = 8;

    private final Map<String, List<OpenTap>> open = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * Where a task shows its records.
     *
     * @param mask takes the secrets of the task's configuration out of a text
     */
    public TaskTap of(ConnectorTaskId task, UnaryOperator<String> mask) {
        return new TaskTap(task.task(), taps(task.connector()), new PlainData(new Redaction(mask)));
    }

    /** @throws RequestException.Conflict if too many are open */
    public OpenTap open(String connector, int rate) {
        if (!places.tryAcquire()) {
            throw new RequestException.Conflict(AT_ONCE + " taps are open already; close one first");
        }
        var taps = taps(connector);
        var tap = new OpenTap(rate, System::nanoTime, closed -> {
            if (taps.remove(closed)) {
                places.release();
            }
        });
        taps.add(tap);
        return tap;
    }

    private List<OpenTap> taps(String connector) {
        return open.computeIfAbsent(connector, name -> new CopyOnWriteArrayList<>());
    }
}
