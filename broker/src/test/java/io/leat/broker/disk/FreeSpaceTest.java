package io.leat.broker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreeSpaceTest {
    private final AtomicLong usable = new AtomicLong(10_000);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final FreeSpace space = new FreeSpace(this::ask, 1000, now::get);

    private long ask() {
        asked.incrementAndGet();
        return usable.get();
    }

    @Test
    void asksTheDiskOnceASecond() {
        for (var write = 0; write < 100; write++) {
            space.claim(1);
        }
        assertThat(asked).hasValue(1);

        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        space.claim(1);
        assertThat(asked).hasValue(2);
    }

    @Test
    void asksAgainWhenWhatWasWrittenMayHaveUsedUpTheSpace() {
        space.claim(5000);
        usable.set(999);
        assertThatThrownBy(() -> space.claim(5000))
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("999")
                .hasMessageContaining("1000");
    }

    @Test
    void goesOnAsSoonAsThereIsSpace() {
        usable.set(0);
        assertThatThrownBy(() -> space.claim(1)).isInstanceOf(DiskFullException.class);
        assertThatThrownBy(() -> space.claim(1)).isInstanceOf(DiskFullException.class);
        usable.set(10_000);
        space.claim(1);
    }

    @Test
    void neverRefusesWithoutAMark() {
        usable.set(0);
        new FreeSpace(this::ask, 0, now::get).claim(1);
        assertThat(asked).hasValue(0);
    }
}
