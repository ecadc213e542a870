package io.leat.connectors.file;

/**
 * A stretch of a buffer that becomes one record, or none.
 *
 * @param end index behind its content, without the delimiter
 * @param next index at which the following event begins
 * @param lines how many lines end within it
 * @param kind what to do with it
 */
record Event(int end, int next, int lines, Kind kind) {

    enum Kind {
        WHOLE,
        /** A piece of a line that is longer than allowed; what follows is its continuation. */
        PIECE,
        /** Bytes of a line that is longer than allowed, up to its end: no record. */
        SKIPPED,
        /** The same, but the line's end is not in sight. */
        SKIPPED_OPEN,
        /** A line that is longer than allowed, at which reading has to stop. */
        REFUSED
    }
}
