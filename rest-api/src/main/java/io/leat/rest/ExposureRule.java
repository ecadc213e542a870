package io.leat.rest;

import java.util.Optional;

/**
 * Whoever reaches the API can make this machine read files and send them away. A listener that others can reach must
 * therefore know its clients, unless the user says that the network is trusted.
 */
final class ExposureRule {

    private ExposureRule() {}

    /** What is wrong with {@code listener}, if anything. */
    static Optional<String> problem(Listener listener, boolean authenticated, boolean allowUnauthenticated) {
        if (listener.isLoopback() || authenticated || allowUnauthenticated) {
            return Optional.empty();
        }
        return Optional.of(listener + " can be reached from other machines without authentication; set "
                + SettingKeys.AUTHENTICATION + "=basic or bearer, listen on 127.0.0.1, or set "
                + SettingKeys.ALLOW_UNAUTHENTICATED + "=true if everyone on that network may control this worker");
    }
}
