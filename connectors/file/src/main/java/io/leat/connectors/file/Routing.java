package io.leat.connectors.file;

import io.leat.connect.api.Share;

/**
 * Which files a task reads: those whose first line's checksum falls to it. So a file stays with its task when it is
 * renamed, copied or compressed, and files that begin alike are told apart by one task.
 */
record Routing(Share share) {

    boolean owns(int route) {
        return Integer.remainderUnsigned(route, share.count()) == share.index();
    }

    /** The slots that this task may give to new files, in order. */
    int firstSlot() {
        return share.index();
    }

    int nextSlot(int slot) {
        return slot + share.count();
    }
}
