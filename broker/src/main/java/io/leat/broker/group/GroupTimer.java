package io.leat.broker.group;

import org.apache.kafka.server.util.timer.SystemTimer;
import org.apache.kafka.server.util.timer.Timer;
import org.apache.kafka.server.util.timer.TimerTask;

/** Kafka's timer, driven by a thread that sleeps until something is due. Closed with the coordinator. */
final class GroupTimer implements Timer {
    private static final long LONGEST_SLEEP_MS = 60_000;

    private final SystemTimer timer = new SystemTimer("group-coordinator");
    private final Thread thread = new Thread(this::run, "group-timer");

    GroupTimer() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                timer.advanceClock(LONGEST_SLEEP_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void add(TimerTask task) {
        timer.add(task);
    }

    @Override
    public boolean advanceClock(long timeoutMs) throws InterruptedException {
        return timer.advanceClock(timeoutMs);
    }

    @Override
    public int size() {
        return timer.size();
    }

    @Override
    public void close() {
        thread.interrupt();
        timer.close();
    }
}
