package io.leat.runtime.watch;

import java.time.Duration;

/**
 * A thread is somewhere.
 *
 * @param since in milliseconds since the epoch
 */
public record Visit(Thread thread, Place place, long since) {

    boolean lasts(Duration atLeast, long now) {
        return now - since >= atLeast.toMillis();
    }
}
