package io.leat.broker.network;

import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * An address to listen on, or one that clients are told.
 *
 * @param host empty for all addresses of the machine
 * @param port 0 for any free one
 */
public record Listener(ListenerName name, SecurityProtocol protocol, String host, int port) {

    Listener onPort(int bound) {
        return new Listener(name, protocol, host, bound);
    }

    Listener onHost(String resolved) {
        return new Listener(name, protocol, resolved, port);
    }

    /** As it is configured: {@code PLAINTEXT://127.0.0.1:9092}. */
    @Override
    public String toString() {
        return name.value() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
