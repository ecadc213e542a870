package io.leat.rest.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down whoever guesses, by address: each failure doubles the wait for the next answer, and after
 * {@value #MOST_FAILURES} failures within a minute passwords from there are not looked at until the minute is over.
 * Remembers the last {@value #ADDRESSES} addresses. Times in ms.
 */
final class LoginThrottle {

    private static final Logger LOG = LoggerFactory.getLogger(LoginThrottle.class);

    static final int MOST_FAILURES = 20;
    static final int ADDRESSES = 4096;
    private static final long FIRST_DELAY = 100;
    private static final long LONGEST_DELAY = 3000;
    private static final long WINDOW = 60_000;

    private final Map<String, Failures> byAddress = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES;
        }
    };

    synchronized boolean allows(String address, long now) {
        var failures = byAddress.get(address);
        return failures == null || failures.over(now) || failures.count() < MOST_FAILURES;
    }

    /**
     * Notes a failure, in the log too as long as there are not too many.
     *
     * @param what went wrong, without the secret
     * @return how long to hold back the answer to it
     */
    synchronized Duration failed(String what, String address, long now) {
        var before = byAddress.get(address);
        var failures = before == null || before.over(now)
                ? new Failures(now, 1)
                : new Failures(before.since(), before.count() + 1);
        byAddress.put(address, failures);
        if (failures.count() <= MOST_FAILURES) {
            LOG.warn("Refused a REST request from {}: {}", address, what);
        }
        return Duration.ofMillis(Math.min(LONGEST_DELAY, FIRST_DELAY << Math.min(failures.count() - 1, 10)));
    }

    private record Failures(long since, int count) {

        boolean over(long now) {
            return now - since >= WINDOW;
        }
    }
}
