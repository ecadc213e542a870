package io.leat.connect.api.fault;

import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** The other system cannot serve us now; the same call may well succeed later. */
public final class TransientFault extends RetriableException implements ConnectorFault {

    private static final long serialVersionUID = 1L;

    public TransientFault(String message) {
        super(message);
    }

    public TransientFault(String message, @Nullable Throwable cause) {
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
