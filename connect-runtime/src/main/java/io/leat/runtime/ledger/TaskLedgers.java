package io.leat.runtime.ledger;

import io.leat.runtime.ConnectorTaskId;

/** Opens the ledgers of tasks. Safe for use from any thread. */
public interface TaskLedgers {

    /** Nothing is counted. */
    TaskLedgers NONE = new NoLedgers();

    SourceLedger source(ConnectorTaskId task);

    SinkLedger sink(ConnectorTaskId task);
}
