package io.leat.broker.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what clients do wrong, for one address at most one line in ten seconds, so that a client in a loop cannot fill the
 * disk. A line tells how many were left out before it.
 */
final class Complaints {
    private static final Logger LOGGER = LoggerFactory.getLogger(Complaints.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int KEYS = 1000;

    /** When something was last complained about, and how often in silence since. */
    private static final class Past {
        private long loggedAt;
        private int leftOut;
    }

    private final LongSupplier nanoClock;

    /** Those longest known are forgotten first. */
    private final Map<Object, Past> pastByKey = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Past> eldest) {
            return size() > KEYS;
        }
    };

    Complaints(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** @param key who or what is complained about: a client's address, a listener */
    synchronized void warn(Object key, String message) {
        var now = nanoClock.getAsLong();
        var past = pastByKey.get(key);
        if (past != null && now - past.loggedAt < PAUSE_NANOS) {
            past.leftOut++;
            LOGGER.debug(message);
            return;
        }
        if (past == null) {
            past = new Past();
            pastByKey.put(key, past);
        }
        LOGGER.warn(past.leftOut == 0 ? "{}" : "{} ({} more like this since the last line)", message, past.leftOut);
        past.loggedAt = now;
        past.leftOut = 0;
    }
}
