package io.leat.connect.api.fault;

import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** The other system failed in a way that waiting does not heal, or did so for too long: the task ends. */
public final class ExternalFault extends ConnectException implements ConnectorFault {

    private static final long serialVersionUID = 1L;

    public ExternalFault(String message) {
        super(message);
    }

    public ExternalFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Blame blame() {
        return Blame.EXTERNAL_SYSTEM;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
