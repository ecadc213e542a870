package com.example.anomaly;

import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Holds each closed window against the actor's baseline, and takes it into the baseline. */
final class Judge implements Processor<Windowed<String>, Long, String, Anomaly> {
    private static final String BASELINES = "baselines";

    private ProcessorContext<String, Anomaly> context;
    private KeyValueStore<String, Baseline> baselines;

    @Override
    public void init(ProcessorContext<String, Anomaly> newContext) {
        context = newContext;
        baselines = newContext.getStateStore(BASELINES);
    }

    @Override
    public void process(Record<Windowed<String>, Long> closed) {
        var actor = closed.key().key();
        var window = closed.key().window();
        var known = baselines.get(actor);
        var baseline = known == null ? Baseline.before(window.start()) : known.at(window.start());
        if (baseline.isExceededBy(closed.value())) {
            var anomaly = new Anomaly(actor, window.startTime(), window.endTime(), closed.value(), baseline.average());
            context.forward(new Record<>(actor, anomaly, window.end()));
        }
        baselines.put(actor, baseline.with(closed.value()));
    }

    /** Makes a judge for each task, and the store that all of them keep their baselines in. */
    static final class Supplier implements ProcessorSupplier<Windowed<String>, Long, String, Anomaly> {
        @Override
        public Judge get() {
            return new Judge();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(BASELINES), Serdes.String(), Json.of(Baseline.class)));
        }
    }
}
