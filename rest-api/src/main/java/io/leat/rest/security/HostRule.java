package io.leat.rest.security;

import java.util.Locale;
import java.util.Set;

/**
 * Which names a request may be sent to. A page on a foreign site can have its own name resolve to this machine (DNS
 * rebinding) and then speak to a loopback listener as if it were its own server; the {@code Host} header gives it away.
 *
 * @param allowed further names, in lower case, without port
 */
public record HostRule(Set<String> allowed) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    public HostRule {
        allowed = Set.copyOf(allowed);
    }

    /**
     * A listener that other machines can reach is known by names that only its user knows: there, without
     * {@code allowed} names, all are good.
     *
     * @param host without port
     */
    boolean allows(String host, boolean loopbackListener) {
        var name = host.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || allowed.contains(name) || (!loopbackListener && allowed.isEmpty());
    }
}
