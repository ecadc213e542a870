package io.leat.broker.journal;

import java.io.IOException;

/** Something that has bytes to make durable. All methods are called on the journal's thread and must not block. */
public interface Source {

    /** What became of a request. */
    enum Gathered {
        /** In the group: {@link #durable} or {@link #pass} follows. */
        TAKEN,
        /** There is nothing to write (any more). */
        NOTHING,
        /** No room in the group: comes again with the next one. */
        NO_ROOM,
        /** Not for the journal: {@link #pass} follows. */
        REFUSED
    }

    /**
     * Puts what waits into the group.
     *
     * @throws IOException if the bytes cannot be read; {@link #pass} follows
     */
    Gathered gather(Group group) throws IOException;

    /** The group that was gathered last is on disk. */
    void durable();

    /** The journal does not do it: the source is to make its bytes durable in another way. */
    void pass();
}
