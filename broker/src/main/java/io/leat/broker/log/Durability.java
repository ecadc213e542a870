package io.leat.broker.log;

/** What an append that asks to be durable waits for. */
public enum Durability {
    /** Until the bytes have been forced to disk: nothing acknowledged is lost when the power fails. */
    FSYNC,
    /** Until the operating system has the bytes: nothing acknowledged is lost when the process dies. */
    OS
}
