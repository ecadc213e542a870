package io.leat.connect.api;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * The task of every {@link TypedSourceConnector}; workers make it, authors never do. It lets the connector open a reader
 * and keeps the reader's contract: one thread at a time, no call after close, whichever thread the worker stops from.
 */
public final class TypedSourceTask extends SourceTask {

    private final ReentrantLock inReader = new ReentrantLock();
    private volatile boolean stopping;
    private volatile @Nullable SourceReader reader;

    @Override
    public String version() {
        return JarVersion.of(getClass());
    }

    @Override
    public void start(Map<String, String> props) {
        try {
            TypedSourceConnector<?, ?> connector = Opener.connector(props, TypedSourceConnector.class);
            reader = connector.open(props, context);
        } catch (Exception e) {
            throw Opener.asRuntime(e, "Opening the source");
        }
    }

    /** Null when there is nothing, as Kafka Connect prefers it. */
    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        inReader.lockInterruptibly();
        try {
            var current = reader;
            if (stopping || current == null) {
                return null;
            }
            var records = current.poll();
            return records.isEmpty() ? null : records;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw Opener.asRuntime(e, "Reading from the source");
        } finally {
            inReader.unlock();
        }
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        var current = reader;
        if (current != null) {
            current.delivered(record, metadata);
        }
    }

    @Override
    public void commit() throws InterruptedException {
        inReader.lockInterruptibly();
        try {
            var current = reader;
            if (current != null) {
                current.committed();
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw Opener.asRuntime(e, "Committing to the source");
        } finally {
            inReader.unlock();
        }
    }

    /** Wakes a poll that waits, lets it end, then closes. */
    @Override
    public void stop() {
        stopping = true;
        var current = reader;
        if (current == null) {
            return;
        }
        current.wakeup();
        inReader.lock();
        try {
            reader = null;
            current.close();
        } catch (Exception e) {
            throw Opener.asRuntime(e, "Closing the source");
        } finally {
            inReader.unlock();
        }
    }
}
