package io.leat.runtime.ledger;

/** The ledger of a task that runs or has run, as seen by those who ask. Safe for use from any thread. */
interface Account {

    /** What the task has read and not decided. */
    Live live();
}
