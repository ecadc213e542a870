package io.leat.runtime.client;

import io.leat.runtime.pipeline.Outgoing;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import org.apache.kafka.clients.producer.Partitioner;

/** Asks a partitioner where a record belongs that has no partition yet. One thread's. */
record Placement(Plugin<Partitioner> partitioner, ClusterView view) {

    /** @throws PlacementException if the partitioner fails, or names what cannot be a partition */
    Outgoing place(Outgoing record) {
        return record.partition() == null ? record.in(partition(record)) : record;
    }

    private int partition(Outgoing record) {
        try {
            var cluster = view.with(record.topic());
            var number = ContextLoader.call(
                    partitioner.loader(),
                    () -> partitioner
                            .instance()
                            .partition(
                                    record.topic(),
                                    record.key(),
                                    record.key(),
                                    record.value(),
                                    record.value(),
                                    cluster));
            if (number >= 0) {
                return number;
            }
            throw new IllegalStateException("The partitioner chose partition " + number + ", which cannot be.");
        } catch (RuntimeException | LinkageError e) {
            throw new PlacementException(partitioner.className(), e);
        }
    }
}
