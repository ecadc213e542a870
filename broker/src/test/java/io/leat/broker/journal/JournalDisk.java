package io.leat.broker.journal;

import io.leat.broker.disk.Force;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts forces of the journal's files, can hold them, and can fail. */
final class JournalDisk implements Force {
    private final AtomicInteger forces = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile boolean hold;
    private volatile boolean broken;

    /** Lets each force from now on wait for {@link #release}. */
    void hold() {
        hold = true;
    }

    void release() {
        hold = false;
        held.countDown();
    }

    void breakDown() {
        broken = true;
    }

    void repair() {
        broken = false;
    }

    int forces() {
        return forces.get();
    }

    @Override
    public void file(Path file, FileChannel channel) throws IOException {
        awaitRelease();
        if (broken) {
            throw new IOException("simulated failure of the disk");
        }
        forces.incrementAndGet();
    }

    private void awaitRelease() {
        try {
            if (hold) {
                held.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void directory(Path directory) {}
}
