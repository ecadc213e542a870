package io.leat.connectors.elasticsearch;

import io.leat.connectors.delivery.RetryPolicy;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Brings documents to the cluster through lanes: collects them to bulk requests and keeps up to one request per lane under
 * way. Its lock guards the lanes and the sessions. Apart from the lanes' traffic ({@link Dispatch}) so that what waits for
 * room and what waits for answers can be read one at a time.
 */
final class Delivery implements AutoCloseable {

    private static final int SMALLEST_BUFFER = 64 << 10;

    /** Writes one item's lines and describes it. */
    @FunctionalInterface
    interface ItemWriter {

        /** @throws io.leat.connect.api.fault.RecordFault if the record cannot be a document */
        Item writeTo(LineBuffer lines);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final BulkSettings limits;
    private final Dispatch dispatch;
    private final Cluster cluster;
    private final ScheduledExecutorService timer = newTimer();
    private final List<Lane> lanes;
    private int filling;

    Delivery(
            Cluster cluster,
            BulkSettings limits,
            RetryPolicy retries,
            Versions versions,
            Outcomes outcomes,
            SinkMetrics metrics) {
        this.cluster = cluster;
        this.limits = limits;
        this.dispatch = new Dispatch(cluster, retries, versions, outcomes, metrics, timer, lock);
        var initialBytes = (int) Math.min(limits.bulkSize().bytes(), SMALLEST_BUFFER);
        this.lanes = Stream.generate(() -> new Lane(initialBytes))
                .limit(limits.maxInFlightRequests())
                .toList();
    }

    /**
     * Takes a record; never waits for the cluster.
     *
     * @param inOrder whether it must not overtake, or be overtaken by, another record of its session
     */
    Item add(PartitionSession session, boolean inOrder, ItemWriter writer) {
        lock.lock();
        try {
            var lane = laneFor(session, inOrder);
            var bulk = lane.open();
            var item = write(writer, bulk);
            bulk.add(item);
            if (bulk.items().size() >= limits.batchSize()
                    || bulk.bytes() >= limits.bulkSize().bytes()) {
                lane.seal();
                dispatch.advance(lane);
            } else if (bulk.items().size() == 1) {
                lingerOver(lane, bulk);
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    /** Runs while no record is added and no answer handled. */
    void exclusively(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is collected without waiting for more. */
    void flush() {
        exclusively(() -> lanes.forEach(lane -> {
            lane.lingerIsOver(lane.open());
            dispatch.advance(lane);
        }));
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        exclusively(dispatch::end);
        timer.shutdownNow();
        cluster.close();
    }

    private static Item write(ItemWriter writer, Bulk bulk) {
        var before = bulk.bytes();
        try {
            return writer.writeTo(bulk.lines());
        } catch (RuntimeException e) {
            bulk.lines().cutTo(before);
            throw e;
        }
    }

    private void lingerOver(Lane lane, Bulk bulk) {
        var unused = timer.schedule(
                () -> exclusively(() -> {
                    lane.lingerIsOver(bulk);
                    dispatch.advance(lane);
                }),
                limits.linger().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private Lane laneFor(PartitionSession session, boolean inOrder) {
        if (inOrder) {
            return lanes.get(session.number() % lanes.size());
        }
        if (lanes.get(filling).open().isEmpty()) {
            filling = shortest();
        }
        return lanes.get(filling);
    }

    private int shortest() {
        var best = filling;
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).length() < lanes.get(best).length()) {
                best = i;
            }
        }
        return best;
    }

    private static ScheduledExecutorService newTimer() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "elasticsearch-delivery");
            thread.setDaemon(true);
            return thread;
        });
    }
}
