package io.leat.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadUsageTest {

    private static final int MEBIBYTE = 1 << 20;

    private final ThreadUsage usage = new ThreadUsage("test");

    private static void allocate() {
        var sum = 0;
        for (var i = 0; i < 16; i++) {
            sum += new byte[MEBIBYTE].length;
        }
        assertThat(sum).isEqualTo(16 * MEBIBYTE);
    }

    @Test
    void countsWhatAThreadOfTheTaskHasUsedAlsoAfterItsEnd() throws InterruptedException {
        var thread = new Thread(usage.group(), () -> {
            allocate();
            usage.ending();
        });
        thread.start();
        thread.join();

        var total = usage.total();
        assertThat(total.allocatedBytes()).isGreaterThanOrEqualTo(16 * MEBIBYTE);
        assertThat(total.cpuNanos()).isPositive();
        assertThat(total.threads()).isZero();
        assertThat(usage.total().allocatedBytes()).isEqualTo(total.allocatedBytes());
    }

    @Test
    void countsThreadsThatAPluginHasStarted() throws InterruptedException {
        var started = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var ofPlugin = new Runnable() {
            @Override
            public void run() {
                allocate();
                started.countDown();
                awaitGate(gate);
            }
        };
        var own = new Thread(usage.group(), () -> new Thread(ofPlugin).start());
        own.start();
        started.await();

        assertThat(usage.total().threads()).isPositive();
        assertThat(usage.total().allocatedBytes()).isGreaterThanOrEqualTo(16 * MEBIBYTE);
        gate.countDown();
    }

    private static void awaitGate(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
