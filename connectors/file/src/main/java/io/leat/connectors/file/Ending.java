package io.leat.connectors.file;

/** What the end of the bytes read so far means for what stands before it. */
enum Ending {
    /** More may come: an unfinished line or group of lines waits. */
    OPEN,
    /** Nothing came for a while: a group of lines is taken as it is, an unfinished line still waits. */
    QUIET,
    /** Nothing will come: everything is taken as it is. */
    FINAL
}
