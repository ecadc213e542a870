package io.leat.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Something for the journal, which remembers what became of it and holds its entry until it is released. */
abstract class Submitted implements Source, Hold {
    private final CompletableFuture<Boolean> journaled = new CompletableFuture<>();
    private volatile boolean released;
    private volatile boolean hurried;

    /** A record of one text. */
    static Submitted text(Place place, long offset, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Submitted() {
            @Override
            public Gathered gather(Group group) throws IOException {
                if (!group.canHold(bytes.length)) {
                    return Gathered.REFUSED;
                }
                return taken(group.addRecords(place, offset, bytes.length, target -> target.put(bytes), this, this));
            }
        };
    }

    static Submitted note(String note) {
        var bytes = note.getBytes(StandardCharsets.UTF_8);
        return new Submitted() {
            @Override
            public Gathered gather(Group group) throws IOException {
                return taken(group.addNote(ByteBuffer.wrap(bytes), this, this));
            }
        };
    }

    /** Makes void what came before in a place. */
    static Submitted restart(Place place) {
        return new Submitted() {
            @Override
            public Gathered gather(Group group) throws IOException {
                return taken(group.addRestart(place));
            }
        };
    }

    private static Gathered taken(boolean hadRoom) {
        return hadRoom ? Gathered.TAKEN : Gathered.NO_ROOM;
    }

    /** Whether it was journaled rather than passed; waits until that is known. */
    boolean journaled() {
        return journaled.join();
    }

    boolean isDecided() {
        return journaled.isDone();
    }

    boolean wasHurried() {
        return hurried;
    }

    void release() {
        released = true;
    }

    @Override
    public void durable() {
        journaled.complete(true);
    }

    @Override
    public void pass() {
        journaled.complete(false);
    }

    @Override
    public boolean released() {
        return released;
    }

    @Override
    public void hurry(Runnable done) {
        hurried = true;
        done.run();
    }
}
