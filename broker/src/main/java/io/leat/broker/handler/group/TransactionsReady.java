package io.leat.broker.handler.group;

import java.util.concurrent.CompletableFuture;

/** What FindCoordinator asks about transactions. */
@FunctionalInterface
public interface TransactionsReady {

    /**
     * Completes when requests for this transactional id can be answered; fails with Kafka's exception for the client, such
     * as {@code CoordinatorNotAvailableException}.
     */
    CompletableFuture<Void> ready(String transactionalId);
}
