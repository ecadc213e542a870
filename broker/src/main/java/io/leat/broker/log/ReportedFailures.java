package io.leat.broker.log;

import java.io.IOException;
import java.util.function.BiConsumer;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;

/**
 * Where Kafka's code reports an I/O error of one partition. Kafka's own channel would then refuse everything, reads
 * included, for the whole folder until a restart; this one tells the partition, which decides what still works.
 */
final class ReportedFailures extends LogDirFailureChannel {
    private volatile BiConsumer<String, IOException> listener = (what, cause) -> {};

    ReportedFailures() {
        super(1);
    }

    void onFailure(BiConsumer<String, IOException> newListener) {
        listener = newListener;
    }

    @Override
    public boolean hasOfflineLogDir(String logDir) {
        return false;
    }

    @Override
    public void maybeAddOfflineLogDir(String logDir, String message, IOException cause) {
        listener.accept(message, cause);
    }
}
