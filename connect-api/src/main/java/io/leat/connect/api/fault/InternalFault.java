package io.leat.connect.api.fault;

import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Something that cannot happen has happened: a bug in the connector. */
public final class InternalFault extends ConnectException implements ConnectorFault {

    private static final long serialVersionUID = 1L;

    public InternalFault(String message) {
        super(message);
    }

    public InternalFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Blame blame() {
        return Blame.CONNECTOR;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
