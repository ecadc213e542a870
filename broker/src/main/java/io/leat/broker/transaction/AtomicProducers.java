package io.leat.broker.transaction;

import io.leat.broker.log.UndecidedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.protocol.Errors;

/**
 * The producers of this process. Among themselves fencing needs no epochs on disk: no producer of an earlier process is
 * alive, and its appends were decided at the start. A client that has the transactional id is fenced by the coordinator.
 */
final class AtomicProducers implements Producers {
    /** For the markers of what the client had open. */
    private static final Duration WAIT_FOR_CLIENT = Duration.ofSeconds(30);

    private final Journal journal;
    private final ProducerIds producerIds;
    private final Function<TopicPartition, ? extends UndecidedLog> logs;
    private final Sessions sessions;
    private final TransactionCoordinator coordinator;
    private final OwedMarkers markers = new OwedMarkers();
    private final AtomicLong nextSession;

    AtomicProducers(
            Journal journal,
            ProducerIds producerIds,
            Function<TopicPartition, ? extends UndecidedLog> logs,
            Sessions sessions,
            TransactionCoordinator coordinator,
            long firstSession) {
        this.journal = journal;
        this.producerIds = producerIds;
        this.logs = logs;
        this.sessions = sessions;
        this.coordinator = coordinator;
        this.nextSession = new AtomicLong(firstSession);
    }

    @Override
    public AtomicProducer open(String transactionalId) {
        var producer = new SessionProducer(
                transactionalId, nextSession.getAndIncrement(), producerIds, logs, journal, markers, sessions);
        // In this order: a client that comes in between fences this producer, or is fenced.
        sessions.replace(producer).join();
        var taken = coordinator.takeFromClient(transactionalId, WAIT_FOR_CLIENT).join();
        if (taken.error() != Errors.NONE) {
            producer.close();
            throw taken.error()
                    .exception("The transactional id '" + transactionalId
                            + "' could not be taken from the client that has it; try again.");
        }
        return producer;
    }

    @Override
    public LongTransactions longTransactions(AtomicProducer producer, int timeoutMs) {
        var id = producer.transactionalId();
        return new CoordinatedTransactions(
                id, timeoutMs, () -> sessions.find(id).filter(producer::equals).isPresent(), coordinator, logs);
    }

    @Override
    public long newProducerId() {
        return producerIds.next();
    }

    /**
     * To be called when a partition is back in service after an I/O error, before anyone else can append to it; does not
     * wait.
     */
    void returned(UndecidedLog partition) {
        markers.pay(partition);
    }

    /** Waits until everything under way is decided; later appends fail. */
    void close() {
        List.copyOf(sessions.all()).forEach(SessionProducer::close);
        try {
            journal.close();
        } catch (IOException e) {
            throw new KafkaStorageException("Closing the journal of atomic appends failed: " + e.getMessage(), e);
        }
    }
}
