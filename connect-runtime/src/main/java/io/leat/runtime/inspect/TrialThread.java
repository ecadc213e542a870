package io.leat.runtime.inspect;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plugin's code on a thread of its own and stops waiting for it in time: first it is asked to stop, then it is
 * interrupted, then it is left behind.
 */
final class TrialThread {

    private static final Duration LONGEST_START = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Trial trial;
    private final Thread thread;
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    /** @param name of the connector, for the thread's name */
    TrialThread(String name, Trial trial) {
        this.trial = trial;
        this.thread = new Thread(this::live, "preview-" + name);
        thread.setDaemon(true);
    }

    /** What is tried. */
    interface Trial {

        /** @param started to be called once all is started and only records are waited for */
        void run(Runnable started) throws Exception;

        /** Asks for the end, from another thread. */
        void stop();
    }

    private void live() {
        try {
            trial.run(started::countDown);
        } catch (Exception | LinkageError e) {
            failure = e;
        } finally {
            started.countDown();
        }
    }

    /** @return why it failed, if it did */
    Optional<Throwable> run(Duration time) {
        thread.start();
        try {
            if (!started.await(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)) {
                abandon();
                return Optional.of(new IllegalStateException(
                        "the plugin has not started within " + LONGEST_START.toSeconds() + " s"));
            }
            thread.join(time.toMillis());
            end();
        } catch (InterruptedException e) {
            abandon();
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(failure);
    }

    private void end() throws InterruptedException {
        if (!thread.isAlive()) {
            return;
        }
        trial.stop();
        thread.join(GRACE.toMillis());
        if (thread.isAlive()) {
            abandon();
            failure = new IllegalStateException("the plugin does not stop; its thread is left behind");
        }
    }

    private void abandon() {
        trial.stop();
        thread.interrupt();
    }
}
