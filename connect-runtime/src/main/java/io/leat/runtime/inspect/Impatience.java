package io.leat.runtime.inspect;

import io.leat.runtime.pipeline.Patience;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A step that fails in a preview is not tried again: its failure is what one wants to see. */
enum Impatience implements Patience {
    INSTANCE;

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public boolean pause(Duration duration) {
        return false;
    }
}
