package io.leat.connect.api.fault;

import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** The configuration cannot work: fail at once, retrying would not help and no record is at fault. */
public final class ConfigFault extends ConnectException implements ConnectorFault {

    private static final long serialVersionUID = 1L;

    public ConfigFault(String message) {
        super(message);
    }

    public ConfigFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Blame blame() {
        return Blame.CONFIGURATION;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
