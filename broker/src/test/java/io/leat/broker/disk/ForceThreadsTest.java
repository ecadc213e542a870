package io.leat.broker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForceThreadsTest {
    private final ForceThreads threads = new ForceThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void runsOneMoreForceForAllRequestsThatComeMeanwhile() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var runs = new AtomicInteger();
        var handle = threads.handle(() -> {
            runs.incrementAndGet();
            started.countDown();
            hold(release);
        });

        handle.request();
        started.await();
        for (var request = 0; request < 100; request++) {
            handle.request();
        }
        release.countDown();

        threads.close();
        assertThat(runs).hasValue(2);
    }

    @Test
    void forcesDifferentFilesSideBySide() {
        var together = new CyclicBarrier(3);
        var met = new AtomicInteger();
        for (var file = 0; file < 3; file++) {
            threads.handle(() -> {
                        meet(together);
                        met.incrementAndGet();
                    })
                    .request();
        }
        await().until(() -> met.get() == 3);
    }

    @Test
    void forcesAgainAfterAForceIsOver() {
        var runs = new AtomicInteger();
        var handle = threads.handle(runs::incrementAndGet);
        for (var run = 1; run <= 3; run++) {
            handle.request();
            var expected = run;
            await().until(() -> runs.get() == expected);
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
