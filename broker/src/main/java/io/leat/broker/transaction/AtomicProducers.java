package io.leat.broker.transaction;

import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.log.UndecidedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;

/**
 * The producers of this process. Fencing needs no epochs on disk: no producer of an earlier process is alive, and its
 * appends were decided at the start.
 */
public final class AtomicProducers implements Producers {
    private static final long JOURNAL_FILE_BYTES = 4L << 20;

    private final Journal journal;
    private final ProducerIds producerIds;
    private final Function<TopicPartition, UndecidedLog> logs;
    private final Map<String, SessionProducer> open = new HashMap<>();
    private final OwedMarkers markers = new OwedMarkers();
    private long nextSession;

    private AtomicProducers(Journal journal, ProducerIds producerIds, Function<TopicPartition, UndecidedLog> logs) {
        this.journal = journal;
        this.producerIds = producerIds;
        this.logs = logs;
    }

    /**
     * Decides what earlier processes left open, durably, then starts.
     *
     * @param recovered all partitions; nobody reads or appends yet
     * @param logs finds a partition, or throws {@code UnknownTopicOrPartitionException}
     * @param reserveProducerIds sets a number of producer ids aside, durably, and returns the first
     * @param forced whether the journal is forced before an append is committed
     */
    public static AtomicProducers start(
            Path folder,
            Force force,
            ForceThreads threads,
            boolean forced,
            List<UndecidedLog> recovered,
            Function<TopicPartition, UndecidedLog> logs,
            IntToLongFunction reserveProducerIds) {
        new Recovery(recovered).decide(Journal.read(folder));
        var journal = Journal.start(folder, force, threads, forced, JOURNAL_FILE_BYTES);
        return new AtomicProducers(journal, new ProducerIds(reserveProducerIds), logs);
    }

    @Override
    public AtomicProducer open(String transactionalId) {
        SessionProducer older;
        SessionProducer newer;
        synchronized (this) {
            newer = new SessionProducer(transactionalId, nextSession++, producerIds, logs, journal, markers);
            older = open.put(transactionalId, newer);
        }
        if (older != null) {
            older.fence();
        }
        return newer;
    }

    @Override
    public long newProducerId() {
        return producerIds.next();
    }

    /**
     * To be called when a partition is back in service after an I/O error, before anyone else can append to it; does not
     * wait.
     */
    public void returned(UndecidedLog partition) {
        markers.pay(partition);
    }

    /** Waits until everything under way is decided; later appends fail. */
    public void close() {
        List<SessionProducer> left;
        synchronized (this) {
            left = List.copyOf(open.values());
            open.clear();
        }
        left.forEach(SessionProducer::close);
        try {
            journal.close();
        } catch (IOException e) {
            throw new KafkaStorageException("Closing the journal of atomic appends failed: " + e.getMessage(), e);
        }
    }
}
