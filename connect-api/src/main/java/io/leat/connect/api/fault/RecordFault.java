package io.leat.connect.api.fault;

import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** This record cannot be delivered, others can. The message names its topic, partition and offset. */
public final class RecordFault extends DataException implements ConnectorFault {

    private static final long serialVersionUID = 1L;

    public RecordFault(String message) {
        super(message);
    }

    public RecordFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Blame blame() {
        return Blame.RECORD;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
