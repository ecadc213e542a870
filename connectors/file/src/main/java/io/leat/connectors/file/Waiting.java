package io.leat.connectors.file;

import org.jspecify.annotations.Nullable;

/**
 * A file that matches the patterns and is not read, for now or for ever.
 *
 * @param file as it was when that was decided
 * @param holder the file that this one is a copy of, for {@link Reason#COPY}
 */
record Waiting(Candidate file, Reason reason, @Nullable TailedFile holder) {

    /** Why it is not read. */
    enum Reason {
        /** It has no whole line yet, so nothing tells it from other files. */
        UNFINISHED,
        /** It is compressed and may still be being written. */
        SETTLING,
        /** It holds what another file held first, which is still being read. */
        COPY,
        /** Another task reads it. */
        OF_ANOTHER_TASK,
        /** The settings leave it out. */
        LEFT_OUT,
        /** It could not be opened or read. */
        UNREADABLE
    }

    Waiting(Candidate file, Reason reason) {
        this(file, reason, null);
    }

    /** Whether the decision has to be made anew. */
    boolean outdated(Candidate now) {
        return !file.equals(now)
                || switch (reason) {
                    case SETTLING, UNREADABLE -> true;
                    case UNFINISHED -> RotationName.of(now.path()).rotated();
                    case COPY -> holder == null || holder.lineage().holder() != holder;
                    case OF_ANOTHER_TASK, LEFT_OUT -> false;
                };
    }

    /** Whether it may become readable at any moment, so that its size is worth a look between two listings. */
    boolean mayBeginAnyTime() {
        return reason == Reason.UNFINISHED;
    }
}
