package io.leat.connectors.datagen;

import java.time.Instant;

/** One kind of record. Has no state: equal arguments give equal values. */
@FunctionalInterface
interface RecordSet {

    /**
     * @param number of the record, from 0
     * @param at when the event is said to have happened
     * @return a text, or a map that can be written as JSON; every record of a set has the same fields
     */
    Object value(Dice dice, long number, Instant at);
}
