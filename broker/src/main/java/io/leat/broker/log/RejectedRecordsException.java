package io.leat.broker.log;

import java.util.List;
import org.apache.kafka.common.errors.ApiException;
import org.jspecify.annotations.Nullable;

/** Records of a batch broke a rule of their topic, so the whole batch was not appended. */
public final class RejectedRecordsException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final transient ApiException reason;
    private final transient List<Fault> faults;

    /**
     * What is wrong with one record.
     *
     * @param index of the record in its batch, from 0
     */
    public record Fault(int index, @Nullable String message) {}

    RejectedRecordsException(ApiException reason, List<Fault> faults) {
        super(reason.getMessage(), reason);
        this.reason = reason;
        this.faults = List.copyOf(faults);
    }

    /** The error of the batch as a whole, of the type that Kafka has for it. */
    public ApiException reason() {
        return reason;
    }

    public List<Fault> faults() {
        return faults;
    }
}
