package io.leat.broker.handler;

import org.apache.kafka.common.requests.RequestContext;

/**
 * Counts the bytes that a client moves in one direction, and tells how long it has to wait when it exceeds its quota. The
 * quota is that of the caller's principal and client id. Safe for use from any thread; never blocks.
 */
public interface Throttle {

    /** Nobody has a quota. */
    Throttle NONE = new Throttle() {
        @Override
        public int record(RequestContext caller, long bytes) {
            return 0;
        }

        @Override
        public void takeBack(RequestContext caller, long bytes) {
            // Nothing was counted.
        }

        @Override
        public int mostBytes(RequestContext caller) {
            return Integer.MAX_VALUE;
        }
    };

    /** Counts bytes of records; returns how many milliseconds the client has to wait, 0 if it is within its quota. */
    int record(RequestContext caller, long bytes);

    /** Takes back what was recorded, because it was not sent after all. */
    void takeBack(RequestContext caller, long bytes);

    /** What one answer may hold at most, or it would never be within the quota. */
    int mostBytes(RequestContext caller);
}
