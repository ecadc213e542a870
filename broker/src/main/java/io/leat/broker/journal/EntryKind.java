package io.leat.broker.journal;

import java.util.Optional;

/** What an entry is. */
enum EntryKind {
    /** Bytes of a partition, from an offset on. */
    RECORDS(1),
    /** All entries of the partition so far are void. */
    RESTART(2),
    /** Bytes that belong to no partition. */
    NOTE(3);

    private final byte id;

    EntryKind(int id) {
        this.id = (byte) id;
    }

    byte id() {
        return id;
    }

    static Optional<EntryKind> of(byte id) {
        for (var kind : values()) {
            if (kind.id == id) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
