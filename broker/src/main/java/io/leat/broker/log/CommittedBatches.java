package io.leat.broker.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Leaves out what an application must not see. An aborted transaction holds from its first offset to the abort marker of
 * its producer; the same rule as in Kafka's consumer.
 */
final class CommittedBatches {
    private final PriorityQueue<AbortedTransaction> ahead =
            new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
    private final Set<Long> abortedProducers = new HashSet<>();

    CommittedBatches(List<AbortedTransaction> aborted) {
        ahead.addAll(aborted);
    }

    List<RecordBatch> of(MemoryRecords records) {
        var committed = new ArrayList<RecordBatch>();
        for (var batch : records.batches()) {
            if (isCommittedData(batch)) {
                committed.add(batch);
            }
        }
        return committed;
    }

    private boolean isCommittedData(RecordBatch batch) {
        for (var next = ahead.peek(); next != null && next.firstOffset() <= batch.lastOffset(); next = ahead.peek()) {
            abortedProducers.add(next.producerId());
            ahead.remove();
        }
        if (batch.isControlBatch()) {
            if (isAbortMarker(batch)) {
                abortedProducers.remove(batch.producerId());
            }
            return false;
        }
        return !batch.isTransactional() || !abortedProducers.contains(batch.producerId());
    }

    private static boolean isAbortMarker(RecordBatch batch) {
        var records = batch.iterator();
        return records.hasNext() && ControlRecordType.parse(records.next().key()) == ControlRecordType.ABORT;
    }
}
