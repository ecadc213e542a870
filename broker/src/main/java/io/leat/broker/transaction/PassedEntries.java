package io.leat.broker.transaction;

import io.leat.broker.disk.ForceThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Entries that the journal of all appends could not take, on their way to files of their own. One file is forced after the
 * other, so that no entry is durable before an earlier one.
 */
final class PassedEntries {
    private final ForceThreads.Handle force;
    private List<Passed> waiting = new ArrayList<>();
    private int underWay;

    private record Passed(JournalFile file, ByteBuffer entry, CompletableFuture<Void> done) {}

    PassedEntries(ForceThreads threads) {
        this.force = threads.handle(this::force);
    }

    /** @param done completed when the entry is durable in the file */
    void add(JournalFile file, ByteBuffer entry, CompletableFuture<Void> done) {
        synchronized (this) {
            waiting.add(new Passed(file, entry, done));
            underWay++;
        }
        force.request();
    }

    /** Whether all are durable, or have failed. */
    synchronized boolean isEmpty() {
        return underWay == 0;
    }

    private synchronized List<Passed> take() {
        var taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private synchronized void finish(int count) {
        underWay -= count;
    }

    /** On a force thread. */
    private void force() {
        var all = take();
        for (var from = 0; from < all.size(); ) {
            var to = from;
            while (to < all.size() && all.get(to).file == all.get(from).file) {
                to++;
            }
            force(all.subList(from, to));
            from = to;
        }
    }

    private void force(List<Passed> ofOneFile) {
        try {
            ofOneFile
                    .get(0)
                    .file
                    .appendToFile(ofOneFile.stream().map(Passed::entry).toList());
        } catch (IOException | RuntimeException e) {
            finish(ofOneFile.size());
            ofOneFile.forEach(one -> one.done.completeExceptionally(e));
            return;
        }
        finish(ofOneFile.size());
        ofOneFile.forEach(one -> one.done.complete(null));
    }
}
