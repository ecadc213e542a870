package io.leat.broker.log;

/** Up to where a read may see. */
public enum Isolation {
    /** Up to the high watermark. */
    READ_UNCOMMITTED,
    /** Up to the last stable offset: no record of an undecided append; aborted ones are named in the answer. */
    READ_COMMITTED
}
