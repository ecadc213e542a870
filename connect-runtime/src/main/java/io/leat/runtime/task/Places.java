package io.leat.runtime.task;

import io.leat.runtime.ledger.Fate;
import io.leat.runtime.pipeline.Outgoing;
import java.util.Arrays;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The places of a {@link PolledBatch}, in order. A place holds what goes out, unless it was left out; the polled record
 * that is done with it, unless more pieces of that follow; its fate, if it is not written; and what the worker writes
 * after it, or instead. Not safe for use from several threads at once.
 */
final class Places {

    /** What a record takes beside its bytes. */
    private static final int OVERHEAD = 64;

    /** What a record that is left out may take: its size is not known, for it was not converted. */
    private static final int LEFT_OUT = 1024;

    private @Nullable SourceRecord[] polled;
    private @Nullable Outgoing[] outgoing;
    private @Nullable Fate @Nullable [] fates;

    /** As long as the others, if needed. */
    private @Nullable LogEntry[] entries = new LogEntry[0];

    private int size;
    private long bytes;

    Places(int capacity) {
        this.polled = new SourceRecord[capacity];
        this.outgoing = new Outgoing[capacity];
    }

    /** Adds a place. */
    void put(@Nullable SourceRecord done, @Nullable Outgoing record) {
        if (size == polled.length) {
            var room = Math.max(4, size * 2);
            polled = Arrays.copyOf(polled, room);
            outgoing = Arrays.copyOf(outgoing, room);
        }
        polled[size] = done;
        outgoing[size] = record;
        bytes += record == null ? LEFT_OUT : record.bytes() + OVERHEAD;
        size++;
    }

    /** Notes what became of the record at a place. */
    void fate(int place, Fate fate) {
        var known = fates;
        if (known == null || place >= known.length) {
            known = known == null ? new Fate[polled.length] : Arrays.copyOf(known, polled.length);
            fates = known;
        }
        known[place] = fate;
    }

    /** Notes what the worker writes at a place, in place of what it would have written before. */
    void enter(int place, @Nullable LogEntry entry) {
        if (entry != null || place < entries.length) {
            if (place >= entries.length) {
                entries = Arrays.copyOf(entries, Math.max(place + 1, polled.length));
            }
            bytes += entry == null ? 0 : entry.bytes() + OVERHEAD;
            entries[place] = entry;
        }
    }

    /** The record at a place is not written. */
    void leaveOut(int place) {
        outgoing[place] = null;
    }

    /** The worker writes nothing. */
    void dropEntries() {
        entries = new LogEntry[0];
    }

    /** Ends before the record that a place belongs to. */
    void endBefore(int place) {
        var begin = place;
        while (begin > 0 && polled[begin - 1] == null && outgoing[begin - 1] != null) {
            begin--;
        }
        size = begin;
    }

    @Nullable
    SourceRecord polled(int place) {
        return polled[place];
    }

    @Nullable
    Outgoing outgoing(int place) {
        return outgoing[place];
    }

    @Nullable
    Fate fate(int place) {
        return fates != null && place < fates.length ? fates[place] : null;
    }

    @Nullable
    LogEntry entry(int place) {
        return place < entries.length ? entries[place] : null;
    }

    int last() {
        return size - 1;
    }

    int size() {
        return size;
    }

    /** About what all this takes in memory. */
    long bytes() {
        return bytes;
    }
}
