package io.leat.broker.handler.transaction;

import io.leat.broker.handler.Handler;
import java.util.List;

/** The handlers of this package. */
public final class TransactionHandlers {

    private TransactionHandlers() {}

    public static List<Handler<?>> all(TransactionPorts ports) {
        return List.of(
                new InitProducerIdHandler(ports),
                new AddPartitionsToTxnHandler(ports),
                new AddOffsetsToTxnHandler(ports),
                new TxnOffsetCommitHandler(ports),
                new EndTxnHandler(ports),
                new WriteTxnMarkersHandler(ports),
                new DescribeTransactionsHandler(ports),
                new ListTransactionsHandler(ports));
    }
}
