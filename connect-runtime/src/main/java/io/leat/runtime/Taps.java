package io.leat.runtime;

import io.leat.runtime.Previews.Shown;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Lets one look at the records of running connectors: a sample, without secrets, at no cost for the connector. */
public interface Taps {

    /** Records per second at most. */
    int FASTEST = 100;

    /**
     * @param rate records per second at most, from 1 to {@link #FASTEST}
     * @throws RequestException.NotFound if there is no such connector
     * @throws RequestException.Conflict if too many taps are open
     */
    Tap open(String connector, int rate);

    /** A sample of a connector's records, until it is closed. One thread's. */
    interface Tap extends AutoCloseable {

        /** The next record, if one comes in time. */
        Optional<Tapped> next(Duration wait) throws InterruptedException;

        @Override
        void close();
    }

    /**
     * A record of a source as it goes into the log, or of a sink as the connector has taken it.
     *
     * @param position source partition and offset, or topic, partition and offset
     * @param missed records that passed since the one before without being shown
     */
    record Tapped(int task, Map<String, Object> position, Shown record, long missed) {}
}
