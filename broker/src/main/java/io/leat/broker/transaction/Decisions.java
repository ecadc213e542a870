package io.leat.broker.transaction;

import io.leat.broker.transaction.JournalEntry.Abort;
import io.leat.broker.transaction.JournalEntry.Intent;
import io.leat.broker.transaction.JournalEntry.Range;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Decides from the journal and from what a crash has left of the partitions which appends are committed: those of which
 * every range is whole, unless they or an earlier append of their session failed. A range that was decided before the
 * crash, or whose topic is gone, has no say against that: its append was committed, or it left an abort behind.
 */
final class Decisions {

    /** What is left of a range. */
    enum Found {
        /** All records, decided or not; or a topic that was deleted. */
        WHOLE,
        /** The log ends before its last record. */
        CUT,
        /** An abort marker follows. */
        ABORTED
    }

    private final BiFunction<Intent, Range, Found> probe;
    private final Map<Long, Long> abortedFrom = new HashMap<>();
    private final Set<Long> brokenSessions = new HashSet<>();

    private Decisions(BiFunction<Intent, Range, Found> probe) {
        this.probe = probe;
    }

    /** Returns for each intent whether it is committed. */
    static Map<Intent, Boolean> decide(List<JournalEntry> entries, BiFunction<Intent, Range, Found> probe) {
        var decisions = new Decisions(probe);
        entries.forEach(decisions::noteAbort);
        var committed = new LinkedHashMap<Intent, Boolean>();
        for (var entry : entries) {
            if (entry instanceof Intent intent) {
                committed.put(intent, decisions.isCommitted(intent));
            }
        }
        return committed;
    }

    private void noteAbort(JournalEntry entry) {
        if (entry instanceof Abort abort) {
            abortedFrom.merge(abort.session(), abort.fromNumber(), Math::min);
        }
    }

    private boolean isCommitted(Intent intent) {
        var committed = !brokenSessions.contains(intent.session())
                && intent.number() < abortedFrom.getOrDefault(intent.session(), Long.MAX_VALUE)
                && intent.ranges().stream().allMatch(range -> probe.apply(intent, range) == Found.WHOLE);
        if (!committed) {
            brokenSessions.add(intent.session());
        }
        return committed;
    }
}
