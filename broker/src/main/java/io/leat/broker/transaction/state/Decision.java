package io.leat.broker.transaction.state;

import org.apache.kafka.common.protocol.Errors;

/** What follows from an event. */
public sealed interface Decision {

    /** What the caller is answered, once what is to be stored is durable. */
    Errors answer();

    /** Nothing changes. */
    record Stay(Errors answer) implements Decision {}

    /** The state is to be stored and then holds. */
    record Move(TransactionState to, Errors answer) implements Decision {}

    static Decision refuse(Errors error) {
        return new Stay(error);
    }

    static Decision done() {
        return new Stay(Errors.NONE);
    }

    static Decision moveTo(TransactionState to) {
        return new Move(to, Errors.NONE);
    }
}
