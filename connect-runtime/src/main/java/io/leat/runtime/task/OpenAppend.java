package io.leat.runtime.task;

import io.leat.runtime.log.Appended;
import io.leat.runtime.log.LogWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The append of an {@link Outbox} that gathers parcels, with the writer that holds their records, and how far the
 * transaction in it has come. Knows when it is full and when it may go out, and makes shipments of what goes.
 *
 * <p>Two threads use it, and through it the writer: all methods are called under the outbox's lock.
 */
final class OpenAppend<P extends Parcel> {

    /** A transaction goes into the log in parts of about this size, if it does not end before. */
    private static final long PART_BYTES = 4 * Outbox.APPEND_BYTES;

    private final Supplier<LogWriter> writers;
    private final Seal<P> seal;
    private LogWriter writer;
    private List<P> parcels = new ArrayList<>();
    private long bytes;
    private End lastEnd = End.COMMIT;
    /** Whether a part of the open transaction is in the log. */
    private boolean begun;

    /** @param writers opens a writer; called again by {@link #reopen} */
    OpenAppend(Supplier<LogWriter> writers, Seal<P> seal) {
        this.writers = writers;
        this.seal = seal;
        this.writer = writers.get();
    }

    /** @return what the parcel takes in memory */
    long add(P parcel, End end) {
        parcel.addTo(writer);
        if (parcel.failure().isPresent()) {
            fillAnew(parcel);
        }
        parcels.add(parcel);
        var added = parcel.bytes();
        bytes += added;
        lastEnd = end;
        return added;
    }

    /** The parcel ends before the record that the log refused, but pieces of that record may be in the append. */
    private void fillAnew(P parcel) {
        writer.discard();
        parcels.forEach(earlier -> earlier.addTo(writer));
        parcel.addTo(writer);
    }

    /** What followed the last parcel. */
    End lastEnd() {
        return lastEnd;
    }

    /** Whether no parcel waits to go out. */
    boolean isEmpty() {
        return parcels.isEmpty();
    }

    /** Whether parcels wait, or a transaction is in the log of which the end does not. */
    boolean isPending() {
        return begun || !parcels.isEmpty();
    }

    /** Whether a part of the open transaction is in the log already. */
    boolean isBegun() {
        return begun;
    }

    long bytes() {
        return bytes;
    }

    /** Whether so much more is too much. */
    boolean isFull(long more) {
        var most = lastEnd == End.COMMIT ? Outbox.APPEND_BYTES : PART_BYTES;
        return !parcels.isEmpty() && bytes + more > most;
    }

    /** A transaction that may go on for long, or be aborted, takes no other with it. */
    boolean hasToGoBefore(End next) {
        return next != End.COMMIT && lastEnd == End.COMMIT && isPending();
    }

    /** The open transaction is complete. */
    void complete() {
        lastEnd = End.COMMIT;
    }

    /**
     * Appends what is complete, or what has grown too large to wait for its end.
     *
     * @param relieving memory is short: a transaction is not gathered any further
     * @return empty if nothing may go yet
     */
    Optional<Shipment<P>> ship(boolean relieving) {
        if (lastEnd == End.COMMIT) {
            return isPending() ? Optional.of(shipEnd()) : Optional.empty();
        }
        var isPartDue = bytes >= PART_BYTES || (relieving && !parcels.isEmpty());
        return isPartDue ? Optional.of(shipPart()) : Optional.empty();
    }

    private Shipment<P> shipEnd() {
        seal.addTo(writer, parcels);
        var shipment = begun ? shipped(writer.append(), Shipment.Kind.LAST) : shipped(append(), Shipment.Kind.WHOLE);
        begun = false;
        return shipment;
    }

    private Shipment<P> shipPart() {
        seal.carry(parcels);
        begun = true;
        return shipped(writer.extend(), Shipment.Kind.PART);
    }

    private Shipment<P> shipped(CompletableFuture<Appended> append, Shipment.Kind kind) {
        var shipment = new Shipment<>(parcels, bytes, append, kind);
        parcels = new ArrayList<>();
        bytes = 0;
        return shipment;
    }

    /** Where all records were left out and there is no position either, nothing is left to append. */
    private CompletableFuture<Appended> append() {
        return writer.pending() == 0 ? CompletableFuture.completedFuture(Shipment.NOTHING) : writer.append();
    }

    /**
     * Aborts the open transaction; its parcels stay, with nothing to write, for the seal.
     *
     * @return the abort of what is in the log, if anything is
     */
    Optional<Shipment<P>> drop() {
        writer.discard();
        parcels.forEach(Parcel::drop);
        return abortBegun();
    }

    /**
     * Aborts the open transaction as if it had never been.
     *
     * @return the abort of what is in the log, if anything is
     */
    Optional<Shipment<P>> forget() {
        writer.discard();
        parcels = new ArrayList<>();
        bytes = 0;
        seal.forgetCarried();
        var abort = abortBegun();
        lastEnd = End.COMMIT;
        return abort;
    }

    private Optional<Shipment<P>> abortBegun() {
        if (!begun) {
            return Optional.empty();
        }
        seal.dropCarried();
        begun = false;
        return Optional.of(new Shipment<>(List.of(), 0, nothing(writer.abort()), Shipment.Kind.ABORT));
    }

    private static CompletableFuture<Appended> nothing(CompletableFuture<Void> done) {
        return done.thenApply(ignored -> Shipment.NOTHING);
    }

    /** Takes a new writer, which holds nothing: not even what is gathered here, until {@link #refill}. */
    void reopen() {
        writer.close();
        writer = writers.get();
    }

    /** Appends these parcels once more, in an append of their own. */
    CompletableFuture<Appended> appendAgain(List<P> whole) {
        whole.forEach(this::addAgain);
        seal.addTo(writer, whole);
        return append();
    }

    /** Gives the new writer what is gathered here. */
    void refill() {
        parcels.forEach(this::addAgain);
    }

    private void addAgain(P parcel) {
        parcel.addTo(writer);
        parcel.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    /** Waits for appends under way. */
    void close() {
        writer.close();
    }
}
