package io.leat.broker.network;

import java.net.InetAddress;
import org.apache.kafka.common.requests.RequestContext;

/** Counts what clients cost the server itself. Safe for use from any thread; never blocks. */
public interface ClientQuotas {

    /** Nobody has a quota. */
    ClientQuotas NONE = new ClientQuotas() {
        @Override
        public int recordTime(RequestContext caller, long nanos) {
            return 0;
        }

        @Override
        public int recordConnection(InetAddress address) {
            return 0;
        }
    };

    /** Counts time that threads have spent; returns how many milliseconds the client has to wait, 0 if it is within its quota. */
    int recordTime(RequestContext caller, long nanos);

    /**
     * Counts a new connection.
     *
     * @return 0 if it may be served; else how many milliseconds later it may be closed, unserved and uncounted
     */
    int recordConnection(InetAddress address);
}
