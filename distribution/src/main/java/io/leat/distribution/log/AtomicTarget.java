package io.leat.distribution.log;

import io.leat.broker.log.Appended;
import io.leat.broker.transaction.AtomicBatch;
import io.leat.broker.transaction.AtomicProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Appends all batches or none. */
record AtomicTarget(AtomicProducer producer) implements AppendTarget {

    @Override
    public CompletableFuture<List<Appended>> append(List<ClosedAppend.Batch> batches) {
        var atomic = new ArrayList<AtomicBatch>(batches.size());
        for (var batch : batches) {
            var log = batch.part().log();
            atomic.add(new AtomicBatch(log.topicPartition(), batch.part().build(batch.number())));
        }
        return producer.append(atomic);
    }

    @Override
    public void close() {
        producer.close();
    }
}
