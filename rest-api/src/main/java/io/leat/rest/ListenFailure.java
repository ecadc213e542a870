package io.leat.rest;

import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import org.eclipse.jetty.server.ServerConnector;

/** Says in one sentence why a listener could not be opened. */
final class ListenFailure {

    private ListenFailure() {}

    static RestServerFailure of(String key, ServerConnector connector, Exception failure) {
        var host = connector.getHost() == null ? "all addresses" : connector.getHost();
        return new RestServerFailure(
                "Cannot listen on port " + connector.getPort() + " of " + host + " (" + key + "): " + reason(failure),
                failure);
    }

    private static String reason(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the host name is unknown; use an address of this machine";
            }
            if (cause instanceof BindException bind) {
                return reason(String.valueOf(bind.getMessage()));
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private static String reason(String bind) {
        if (bind.contains("in use")) {
            return "another process uses it; stop that one or choose another port";
        }
        if (bind.contains("ermission")) {
            return "the system does not permit it; choose a port above 1023";
        }
        return bind.contains("assign") ? "this machine does not have that address; use one it has" : bind;
    }
}
