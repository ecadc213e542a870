package io.leat.broker.disk;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs forces: different files side by side, one file never twice at a time. Requests for a file that come while it is
 * being forced share the next force, which is what group commit is.
 */
public final class ForceThreads implements AutoCloseable {
    private static final int MAX_THREADS = 8;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    public ForceThreads() {
        this("log-force-", MAX_THREADS);
    }

    /** @param most run at a time, one for a file of its own that others must not hold up */
    public ForceThreads(String namePrefix, int most) {
        var count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    var thread = new Thread(task, namePrefix + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Makes the handle through which one file asks for forces.
     *
     * @param force forces what is written at the time of the call and tells those who wait; must not throw
     */
    public Handle handle(Runnable force) {
        return new Handle(force);
    }

    /** Runs what was asked for, then stops the threads; what is asked for later runs on the asking thread. */
    @Override
    public void close() {
        threads.shutdown();
        var interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private enum State {
        IDLE,
        ASKED,
        FORCING,
        FORCING_AND_ASKED
    }

    /** One file's requests, merged. */
    public final class Handle {
        private final Runnable force;
        private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

        private Handle(Runnable force) {
            this.force = force;
        }

        /** Asks for a force that begins after this call. Never blocks. */
        public void request() {
            var before = state.getAndUpdate(now -> switch (now) {
                case IDLE, ASKED -> State.ASKED;
                case FORCING, FORCING_AND_ASKED -> State.FORCING_AND_ASKED;
            });
            if (before == State.IDLE) {
                submit();
            }
        }

        private void submit() {
            try {
                threads.execute(this::run);
            } catch (RejectedExecutionException e) {
                // Closed meanwhile: whoever asks does it.
                run();
            }
        }

        private void run() {
            state.set(State.FORCING);
            force.run();
            if (!state.compareAndSet(State.FORCING, State.IDLE)) {
                state.set(State.ASKED);
                submit();
            }
        }
    }
}
