package io.leat.broker.handler.topic;

import io.leat.broker.handler.Throttle;
import io.leat.broker.quota.QuotaKey;
import io.leat.broker.quota.Quotas;
import org.apache.kafka.common.requests.RequestContext;

/** One direction's quotas for those who ask over the network. */
public final class ClientThrottle implements Throttle {
    private final Quotas quotas;
    private final QuotaKey key;

    public ClientThrottle(Quotas quotas, QuotaKey key) {
        this.quotas = quotas;
        this.key = key;
    }

    @Override
    public int record(RequestContext caller, long bytes) {
        return quotas.record(key, user(caller), client(caller), bytes);
    }

    @Override
    public void takeBack(RequestContext caller, long bytes) {
        quotas.takeBack(key, user(caller), client(caller), bytes);
    }

    @Override
    public int mostBytes(RequestContext caller) {
        return quotas.mostBytes(key, user(caller), client(caller));
    }

    private static String user(RequestContext caller) {
        return caller.principal.getName();
    }

    /** Clients may be without a name. */
    private static String client(RequestContext caller) {
        var id = caller.header.clientId();
        return id == null ? "" : id;
    }
}
