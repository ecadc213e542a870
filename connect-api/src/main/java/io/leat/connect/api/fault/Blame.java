package io.leat.connect.api.fault;

/** Who has to act to make a failure go away. */
public enum Blame {
    /** Whoever wrote the configuration: a wrong password, a missing index, a port in use. */
    CONFIGURATION,
    /** The system at the other end: down, overloaded, or answering nonsense. */
    EXTERNAL_SYSTEM,
    /** One record, which no retry will make acceptable. */
    RECORD,
    /** The connector: a bug. */
    CONNECTOR
}
