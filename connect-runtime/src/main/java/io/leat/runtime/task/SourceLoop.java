package io.leat.runtime.task;

import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.watch.Place;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Poll, then send: the loop of a source task. Transactions hold records and the positions they reached, by default those of
 * a poll; the {@link Acknowledger} does what follows once it is durable.
 */
final class SourceLoop implements TaskLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SourceLoop.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final SourcePlugin plugin;
    private final SourceTaskContext context;
    private final SourceSender sender;
    private final SourceReplays replays;
    private final Outbox<PolledBatch> outbox;
    private final SourceLedger ledger;
    private final Acknowledger acknowledger;
    private final TaskScope<SourceMetrics> scope;
    private final TaskControl control;
    private final TaskMetrics<SourceMetrics> metrics;
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private boolean started;
    private boolean ran;

    SourceLoop(
            SourceRun run, SourcePlugin plugin, SourceTaskContext context, SourceSender sender, SourceReplays replays) {
        this.plugin = plugin;
        this.context = context;
        this.sender = sender;
        this.replays = replays;
        this.outbox = run.outbox();
        this.ledger = run.ledger();
        this.scope = run.scope();
        this.control = scope.control();
        this.metrics = scope.metrics();
        this.acknowledger = new Acknowledger(plugin, run);
    }

    @Override
    public void start() {
        started = true;
        scope.startThread("-acks", acknowledger);
        scope.watch().within(Place.START, () -> {
            plugin.task().initialize(context);
            plugin.task().start(context.configs());
        });
    }

    @Override
    public void run() throws InterruptedException {
        ran = true;
        while (!control.isStopping()) {
            outbox.check();
            if (control.isPaused()) {
                pause();
            } else if (isFree()) {
                scope.watch().within(Place.PROCESS, replays::run);
                send(poll());
            }
        }
        sender.finish();
        while (!outbox.awaitEmpty(Duration.ofSeconds(1))) {
            outbox.check();
        }
    }

    private void send(@Nullable List<SourceRecord> records) throws InterruptedException {
        if (records != null) {
            scope.watch().within(Place.PROCESS, () -> sender.send(records, control.millis()));
        }
    }

    private boolean isFree() throws InterruptedException {
        var held = outbox.heldBytes();
        if (held > 0 && held >= scope.share()) {
            scope.watch().within(Place.MEMORY, () -> outbox.awaitRelief(LONGEST_WAIT));
            return false;
        }
        var wait = scope.limit().untilFree();
        if (!wait.isZero()) {
            control.awaitLimit(wait);
        }
        return wait.isZero();
    }

    private void pause() throws InterruptedException {
        sender.pause();
        scope.reports().paused();
        if (control.awaitResume()) {
            scope.reports().resumed();
        }
    }

    /** Null where the connector has nothing to say: then nothing ends either. */
    private @Nullable List<SourceRecord> poll() throws InterruptedException {
        var start = System.nanoTime();
        try {
            var records = plugin.poll();
            backoff.reset();
            scope.watch().succeeded();
            if (records == null || records.isEmpty()) {
                return records;
            }
            scope.limit().spend(records.size(), 0);
            metrics.flow().polled(records.size(), System.nanoTime() - start);
            metrics.common().batch(records.size());
            return records;
        } catch (RetriableException | org.apache.kafka.common.errors.RetriableException e) {
            var delay = backoff.next();
            LOG.warn("The connector could not poll and is asked again in {} ms: {}", delay.toMillis(), scope.trace(e));
            scope.watch().retrying(scope.masked(e.toString()));
            metrics.errors().retry();
            control.pause(delay);
            return null;
        }
    }

    /** The connector's last commit comes before its stop, and only if all it gave is durable. */
    @Override
    public void close() throws InterruptedException {
        try {
            if (started) {
                conclude();
            }
        } finally {
            try {
                if (started) {
                    plugin.stop();
                }
            } finally {
                release();
            }
        }
    }

    private void release() {
        var failure = outbox.failure();
        try {
            outbox.close();
            scope.watch().within(Place.ACKNOWLEDGE, () -> sender.conclude(failure));
        } finally {
            try {
                sender.close();
            } finally {
                ledger.ended();
            }
        }
    }

    private void conclude() throws InterruptedException {
        outbox.giveUp();
        var complete = outbox.awaitEmpty(scope.settings().offsetFlushTimeout());
        acknowledger.finish();
        if (ran && complete && !control.isAbandoned()) {
            plugin.commit();
        }
    }

    @Override
    public long bytesInFlight() {
        return outbox.heldBytes();
    }

    @Override
    public void wake() {
        outbox.wake();
    }

    @Override
    public void fence() {
        outbox.abandon();
    }

    @Override
    public void abandon() {
        fence();
    }
}
