package io.leat.runtime.ledger;

/** How a record, or a piece of one that was split, ended other than by delivery. */
public enum Fate {

    /** Left out on purpose: by a transform, or because the connector took it back with its transaction. */
    FILTERED,

    /** It failed, and lies in a dead-letter topic. */
    DEAD_LETTERED,

    /** It failed, and was left out for good because {@code errors.tolerance} is {@code all}. */
    SKIPPED
}
