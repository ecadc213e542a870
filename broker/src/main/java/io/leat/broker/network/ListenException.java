package io.leat.broker.network;

import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;

/** A port could not be opened; the message is one sentence for the user. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ListenException(String message, Exception cause) {
        super(message, cause);
    }

    static ListenException of(Listener listener, Exception cause) {
        return new ListenException(
                NetworkKeys.LISTENERS + ": cannot listen on " + listener + ": " + reason(cause) + ".", cause);
    }

    private static String reason(Exception cause) {
        if (cause instanceof UnresolvedAddressException) {
            return "the host is not known";
        }
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
            return "the port is in use; stop the program that has it, or choose another port";
        }
        return String.valueOf(cause.getMessage());
    }
}
