package io.leat.runtime.ledger;

/**
 * How far one partition moved, as evidence for what was counted.
 *
 * @param partition as JSON: a source partition, or topic and number of a partition of the log
 * @param first as JSON: the position reached first; for a sink the offset before the first commit
 * @param last as JSON: the position reached last; for a sink the offset committed last, the next to be read
 * @param gaps of a sink: offsets in between that hold no record, such as markers and what was compacted away
 * @param moved of a sink: offsets that were not read because the position was set from outside; negative where it went
 *     back
 */
public record Span(String partition, String first, String last, long gaps, long moved) {

    /** This one, followed by a later one of the same partition. */
    Span then(Span later) {
        return new Span(partition, first, later.last, gaps + later.gaps, moved + later.moved);
    }
}
