package io.leat.broker.network;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts open connections, in all and by address, and refuses those above the limits. */
final class ConnectionCounts {
    private final int limit;
    private final int limitPerAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionCounts(int limit, int limitPerAddress) {
        this.limit = limit;
        this.limitPerAddress = limitPerAddress;
    }

    /** @return why the connection must be closed; nothing if it was counted */
    Optional<String> tryAdd(InetAddress address) {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            return Optional.of("there are " + limit + " connections (" + NetworkKeys.MAX_CONNECTIONS + ")");
        }
        if (byAddress.merge(address, 1, Integer::sum) > limitPerAddress) {
            remove(address);
            return Optional.of(
                    "the address has " + limitPerAddress + " connections (" + NetworkKeys.MAX_CONNECTIONS_PER_IP + ")");
        }
        return Optional.empty();
    }

    void remove(InetAddress address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
