package io.leat.broker.network;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what clients do wrong, for one address at most one line in ten seconds, so that a client in a loop cannot fill the
 * disk. A line tells how many were left out before it.
 */
final class Complaints {
    private static final Logger LOGGER = LoggerFactory.getLogger(Complaints.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int ADDRESSES = 1000;

    /** When an address was last complained about, and how often in silence since. */
    private static final class Past {
        private long loggedAt;
        private int leftOut;
    }

    private final LongSupplier nanoClock;

    /** The addresses longest known are forgotten first. */
    private final Map<Object, Past> pastByAddress = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Past> eldest) {
            return size() > ADDRESSES;
        }
    };

    Complaints(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** @param address null if it is nobody's fault */
    synchronized void warn(@Nullable InetAddress address, String message) {
        var key = address == null ? this : address;
        var now = nanoClock.getAsLong();
        var past = pastByAddress.get(key);
        if (past != null && now - past.loggedAt < PAUSE_NANOS) {
            past.leftOut++;
            LOGGER.debug(message);
            return;
        }
        if (past == null) {
            past = new Past();
            pastByAddress.put(key, past);
        }
        LOGGER.warn(past.leftOut == 0 ? "{}" : "{} ({} more like this since the last line)", message, past.leftOut);
        past.loggedAt = now;
        past.leftOut = 0;
    }
}
