package io.leat.connectors.elasticsearch;

import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.ErrantRecords;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with records that cannot be delivered what {@code behavior.on.malformed.documents} says. */
final class Rejections {

    private static final Logger log = LoggerFactory.getLogger(Rejections.class);

    private final DocumentSettings.OnMalformed behavior;
    private final ErrantRecords errants;
    private final SinkMetrics metrics;

    Rejections(DocumentSettings.OnMalformed behavior, ErrantRecords errants, SinkMetrics metrics) {
        this.behavior = behavior;
        this.errants = errants;
        this.metrics = metrics;
    }

    /**
     * On the task's thread.
     *
     * @param done run when nothing more has to be done for the record
     * @throws RecordFault if the task must not go on
     */
    void handle(SinkRecord record, RecordFault fault, Runnable done) {
        metrics.rejected();
        switch (behavior) {
            case REPORT -> errants.report(record, fault, done);
            case FAIL -> throw fault;
            case WARN -> {
                log.warn("Dropped: {}", fault.getMessage());
                done.run();
            }
            case IGNORE -> done.run();
        }
    }

    /** The record's fault, as Elasticsearch explains it. */
    static RecordFault fault(Item item, ItemAnswer answer) {
        return new RecordFault("Elasticsearch rejected " + item.name() + ": " + answer);
    }
}
