package io.leat.connectors.elasticsearch;

import io.leat.connectors.delivery.Ticket;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One record on its way.
 *
 * @param ticket completed when nothing more has to be done for the record
 * @param id of the document
 * @param start of its lines in the bulk's bytes
 * @param end of its lines, exclusive
 */
record Item(
        SinkRecord record,
        Ticket ticket,
        PartitionSession session,
        Action action,
        String index,
        String id,
        int start,
        int end) {

    int bytes() {
        return end - start;
    }

    /** Names the record and the document, for messages. */
    String name() {
        return ticket + " (document " + id + " of " + index + ")";
    }
}
