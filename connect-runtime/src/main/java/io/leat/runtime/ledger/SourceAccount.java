package io.leat.runtime.ledger;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.log.LogWriter;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of one run of a source task. Beside the durable state it keeps the one after each append under way, so that
 * an append that is repeated says the same again.
 */
final class SourceAccount implements SourceLedger, Account {

    private static final Logger LOG = LoggerFactory.getLogger(SourceAccount.class);

    private final ConnectorTaskId task;
    private final LedgerStore store;
    private final Clock clock;
    private final Deque<Sealed> underWay = new ArrayDeque<>();
    private SourceState durable;
    private boolean known;
    private Counts entered = Counts.NONE;
    private Counts settled = Counts.NONE;
    private long polled;
    private long waiting;
    private long failed;
    private boolean ended;
    private byte[] key = {};
    private long keyStart;

    SourceAccount(ConnectorTaskId task, LedgerStore store, Clock clock) {
        this.task = task;
        this.store = store;
        this.clock = clock;
        this.durable = store.source(task)
                .orElseGet(() -> SourceState.begin(store.begin(task.connector()), store.windowSize()));
    }

    private record Sealed(SourceState state, Counts counts) {}

    /** A record of the last poll that is in none of the batches sent since then waits no longer, and is missing. */
    @Override
    public synchronized void polled(int records) {
        if (waiting > 0) {
            LOG.error(
                    "The ledger of task {} does not add up: {} records that were polled are in no batch. This is an error"
                            + " of the worker.",
                    task,
                    waiting);
        }
        polled += records;
        waiting = records;
    }

    @Override
    public synchronized void sending(Counts batch) {
        entered = entered.plus(batch);
        polled += batch.replayed();
        waiting -= batch.read() - batch.replayed();
    }

    @Override
    public synchronized void failed() {
        failed = 1;
    }

    @Override
    public void opened() {
        if (!isKnown()) {
            begin(store.readSource(task));
        } else {
            repeat();
        }
    }

    private synchronized boolean isKnown() {
        return known;
    }

    private synchronized void begin(SourceState state) {
        durable = state;
        known = true;
    }

    private synchronized void repeat() {
        underWay.clear();
    }

    @Override
    public synchronized void seal(LogWriter writer, Counts counts, List<Position> positions) {
        var last = underWay.isEmpty() ? durable : underWay.getLast().state();
        if (counts.equals(Counts.NONE) && positions.isEmpty()) {
            underWay.add(new Sealed(last, Counts.NONE));
            return;
        }
        var next = last.plus(counts, positions, clock.millis(), store.windowSize());
        underWay.add(new Sealed(next, counts));
        store.add(writer, key(next.window().start()), next);
    }

    /** The same for all appends of a window. */
    private byte[] key(long start) {
        if (key.length == 0 || start != keyStart) {
            key = new LedgerKey.Source(task, start).bytes();
            keyStart = start;
        }
        return key;
    }

    @Override
    public void durable() {
        if (settle()) {
            store.expire();
        }
    }

    /** @return whether a new window has begun */
    private synchronized boolean settle() {
        var oldest = underWay.remove();
        var before = durable;
        durable = oldest.state();
        settled = settled.plus(oldest.counts());
        warn(before.total().imbalance(), durable.total().imbalance());
        return durable.window().start() != before.window().start();
    }

    private void warn(long before, long after) {
        if (after != before) {
            LOG.error(
                    "The ledger of task {} does not add up: {} of {} records are not accounted for. Compare source and"
                            + " destination; this is an error of the worker.",
                    task,
                    after,
                    durable.total().read());
        }
    }

    @Override
    public synchronized void ended() {
        ended = true;
    }

    synchronized SourceState state() {
        return durable;
    }

    /** Everything that was polled is decided, waits to be sent, or is under way; what is none of these is missing. */
    @Override
    public synchronized Live live() {
        if (ended) {
            return Live.ended(failed);
        }
        var underWayNow = entered.decided() - settled.decided();
        return new Live(
                polled - settled.read(), entered.split() - settled.split(), failed, waiting + underWayNow - failed);
    }
}
