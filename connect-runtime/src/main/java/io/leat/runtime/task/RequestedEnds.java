package io.leat.runtime.task;

import io.leat.runtime.task.Boundary.Verdict;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;

/**
 * What a connector asks about its transactions, kept until the record or the batch in question has been dealt with. As in
 * Kafka Connect, contradicting requests fail the task when they are to be followed, where the connector cannot swallow the
 * exception. Safe for use from any thread.
 */
final class RequestedEnds implements TransactionContext {

    private final Set<SourceRecord> commits = new HashSet<>();
    private final Set<SourceRecord> aborts = new HashSet<>();
    private boolean commitBatch;
    private boolean abortBatch;

    @Override
    public synchronized void commitTransaction() {
        commitBatch = true;
    }

    @Override
    public synchronized void commitTransaction(SourceRecord record) {
        commits.add(required(record));
    }

    @Override
    public synchronized void abortTransaction() {
        abortBatch = true;
    }

    @Override
    public synchronized void abortTransaction(SourceRecord record) {
        aborts.add(required(record));
    }

    private static SourceRecord required(SourceRecord record) {
        return Objects.requireNonNull(record, "The record that ends a transaction may not be null");
    }

    /** What was asked for after this record. @throws IllegalStateException if it was both */
    synchronized Verdict takeFor(SourceRecord record) {
        if (commits.isEmpty() && aborts.isEmpty()) {
            return Verdict.GO_ON;
        }
        var commit = commits.remove(record);
        var abort = aborts.remove(record);
        if (commit && abort) {
            throw new IllegalStateException("The connector asked for both commit and abort of its transaction after a"
                    + " record for topic " + record.topic());
        }
        return verdict(commit, abort);
    }

    /** What was asked for after the batch of records. @throws IllegalStateException if it was both */
    synchronized Verdict takeForBatch() {
        var commit = commitBatch;
        var abort = abortBatch;
        commitBatch = false;
        abortBatch = false;
        if (commit && abort) {
            throw new IllegalStateException(
                    "The connector asked for both commit and abort of its transaction after a batch of records");
        }
        return verdict(commit, abort);
    }

    private static Verdict verdict(boolean commit, boolean abort) {
        if (abort) {
            return Verdict.ABORT;
        }
        return commit ? Verdict.COMMIT : Verdict.GO_ON;
    }
}
