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
    private static final int LONGEST = 500;
    private static final int KEYS = 1000;

    /** When something was last complained about, and how often in silence since. */
    private static final class Past {
        private final long loggedAt;
        private int leftOut;

        private Past(long loggedAt) {
            this.loggedAt = loggedAt;
        }
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
    void warn(Object key, String message) {
        var leftOut = due(key);
        if (leftOut > 0) {
            LOGGER.warn("{} ({} more like this since the last line)", printable(message), leftOut);
        } else if (leftOut == 0) {
            LOGGER.warn("{}", printable(message));
        } else {
            LOGGER.debug("{}", printable(message));
        }
    }

    /** @return how many lines were left out before this one; -1 if it is to be left out as well */
    synchronized int due(Object key) {
        var now = nanoClock.getAsLong();
        var past = pastByKey.get(key);
        if (past != null && now - past.loggedAt < PAUSE_NANOS) {
            past.leftOut++;
            return -1;
        }
        var leftOut = past == null ? 0 : past.leftOut;
        pastByKey.put(key, new Past(now));
        return leftOut;
    }

    /** On one line, whatever the client has put into it. */
    static String printable(String message) {
        var cut = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
