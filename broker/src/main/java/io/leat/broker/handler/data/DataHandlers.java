package io.leat.broker.handler.data;

import io.leat.broker.handler.Handler;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.utils.Time;

/** The handlers of this package, and the one thread on which they wait. */
public final class DataHandlers implements AutoCloseable {
    /** Each takes some hundred bytes of memory. */
    private static final int MOST_SESSION_PARTITIONS = 200_000;

    private final ScheduledThreadPoolExecutor timer;
    private final List<Handler<?>> all;

    public DataHandlers(DataPorts ports, DataSettings settings, Time time) {
        this.timer = timer();
        var random = RandomGenerator.getDefault();
        var sessions = new FetchSessions(
                settings.sessionSlots(), MOST_SESSION_PARTITIONS, time::milliseconds, random::nextInt);
        this.all = List.of(
                new ProduceHandler(ports, timer),
                new FetchHandler(ports, settings, sessions, timer),
                new ListOffsetsHandler(ports),
                new LeaderEpochHandler(ports),
                new DeleteRecordsHandler(ports),
                new DescribeProducersHandler(ports),
                new LogDirsHandler(ports));
    }

    /** Looks that come after the end are dropped: nobody reads their answers. */
    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    var thread = new Thread(task, "data-waits");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    public List<Handler<?>> all() {
        return all;
    }

    /** How many requests wait for time to pass. */
    int waiting() {
        return timer.getQueue().size();
    }

    /** Requests that still wait are never answered: their connections have to be closed before. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
