package io.leat.connect.api.fault;

/**
 * A failure that says who is to blame. Each is an ordinary exception of Kafka Connect, so that every worker handles it
 * right: {@link TransientFault} is retriable, the others end the task, and a {@link RecordFault} is what a record's
 * errors policy is for.
 */
public sealed interface ConnectorFault permits ConfigFault, ExternalFault, TransientFault, RecordFault, InternalFault {

    Blame blame();

    /** What was being done, with which record or address, and what to do about it; never a secret. */
    String getMessage();
}
