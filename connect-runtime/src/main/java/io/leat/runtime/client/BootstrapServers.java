package io.leat.runtime.client;

import io.leat.runtime.log.Log;
import java.util.Optional;

/** Where an extension that opens a client of its own finds the log. */
final class BootstrapServers {

    private BootstrapServers() {}

    /** Empty where no client can reach the log. */
    static Optional<String> of(Log log) {
        var node = log.node();
        return node.port() > 0 ? Optional.of(node.host() + ":" + node.port()) : Optional.empty();
    }
}
