package io.leat.runtime.log.memory;

import io.leat.runtime.GroupAdmin;
import io.leat.runtime.TopicAdmin;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.WriterSpec;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.TopicPartition;

/** A log that forgets everything when the process ends. */
public final class MemoryLog implements Log, AutoCloseable {

    private final Faults faults = new Faults();
    private final MemoryStore store = new MemoryStore();
    private final MemoryTopics topics;
    private final MemoryGroups groups = new MemoryGroups(store);
    private final Map<String, MemoryWriter> producers = new HashMap<>();
    private final Clock clock;
    private final ExecutorService appender = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "memory-log");
        thread.setDaemon(true);
        return thread;
    });

    public MemoryLog() {
        this(Clock.systemUTC(), 1);
    }

    /** @param defaultPartitions of topics created without a count */
    public MemoryLog(Clock clock, int defaultPartitions) {
        this.clock = clock;
        this.topics = new MemoryTopics(store, defaultPartitions);
    }

    public Faults faults() {
        return faults;
    }

    /** All records of a partition, in order. */
    public List<LogRecord> records(String topic, int partition) {
        return store.locked(() ->
                store.partition(new TopicPartition(topic, partition)).read(0, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Override
    public String clusterId() {
        return "memory";
    }

    @Override
    public TopicAdmin topics() {
        return topics;
    }

    @Override
    public GroupAdmin groups() {
        return groups;
    }

    @Override
    public LogWriter writer(WriterSpec spec) {
        var writer = new MemoryWriter(
                store, faults, appender, clock, spec.transactionalId().isPresent());
        spec.transactionalId()
                .ifPresent(id -> store.locked(() -> {
                    var before = producers.put(id, writer);
                    if (before != null) {
                        before.fence(id);
                    }
                    return null;
                }));
        return writer;
    }

    @Override
    public LogReader reader(ReaderSpec spec) {
        return new MemoryReader(store, spec, spec.group().map(groups::open), faults, clock);
    }

    @Override
    public void close() {
        faults.release();
        appender.shutdown();
    }
}
