package io.leat.connect.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * A sink connector with one task, run by hand the way a worker runs it: records come from a {@link MemoryLog} through
 * converters, paused partitions are not read, a retriable failure of put brings the same records again, offsets are what
 * the task vouches for. The thread that starts a run is its task's thread.
 */
public final class SinkRun implements AutoCloseable {

    private static final int MAX_POLL_RECORDS = 500;

    private final SinkConnector connector;
    private final SinkTask task;
    private final MemorySinkContext context;
    private final Converters converters;
    private final MemoryLog log;
    private final Map<TopicPartition, Long> committed;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
    private List<SinkRecord> again = List.of();

    private SinkRun(
            SinkConnector connector,
            SinkTask task,
            MemorySinkContext context,
            Converters converters,
            MemoryLog log,
            Map<TopicPartition, Long> committed) {
        this.connector = connector;
        this.task = task;
        this.context = context;
        this.converters = converters;
        this.log = log;
        this.committed = committed;
    }

    /**
     * Starts the connector and its first task, without partitions.
     *
     * @param committed the group's offsets, read and written; outlives the run
     * @param reporter null for a worker that tolerates no errors
     */
    public static SinkRun start(
            Class<? extends SinkConnector> type,
            Map<String, String> config,
            MemoryLog log,
            Map<TopicPartition, Long> committed,
            @Nullable Reports reporter) {
        var connector = Instances.of(type, SinkConnector.class);
        connector.initialize(new MemoryContexts.ForSink(MemoryContexts.metrics()));
        connector.start(config);
        var taskConfig = connector.taskConfigs(1).get(0);
        var context = new MemorySinkContext(taskConfig, reporter);
        var task = Instances.of(connector.taskClass().asSubclass(SinkTask.class), SinkTask.class);
        task.initialize(context);
        task.start(taskConfig);
        return new SinkRun(connector, task, context, new Converters(config), log, committed);
    }

    /** Assigns further partitions; reading starts at their committed offsets. */
    public void open(Collection<TopicPartition> partitions) {
        var all = new HashSet<>(positions.keySet());
        all.addAll(partitions);
        context.assign(all);
        for (var partition : partitions) {
            positions.put(partition, committed.getOrDefault(partition, 0L));
        }
        task.open(partitions);
    }

    /** Takes partitions away, after a commit, as a rebalance does. */
    public void revoke(Collection<TopicPartition> partitions) {
        commit();
        task.close(partitions);
        partitions.forEach(positions::remove);
        partitions.forEach(current::remove);
        again = again.stream()
                .filter(record -> !partitions.contains(partitionOf(record)))
                .toList();
        context.assign(positions.keySet());
    }

    /** Puts the next records of every partition that is not paused; an empty put if there are none. @return how many */
    public int step() {
        context.takeRewinds().forEach(positions::put);
        var records = again.isEmpty() ? next() : again;
        try {
            task.put(records);
            again = List.of();
            records.forEach(record ->
                    current.put(partitionOf(record), new OffsetAndMetadata(record.originalKafkaOffset() + 1)));
        } catch (RetriableException e) {
            again = records;
            return 0;
        }
        if (context.takeCommitRequest()) {
            commit();
        }
        return records.size();
    }

    /**
     * Asks the task what may be committed and commits that. A worker would pass over offsets of partitions that the task
     * does not have and offsets beyond what it was given; here they fail the test.
     */
    public Map<TopicPartition, Long> commit() {
        task.preCommit(new HashMap<>(current)).forEach((partition, offset) -> {
            var given = current.get(partition);
            if (given == null || offset.offset() > given.offset()) {
                throw new AssertionError("the task vouches for " + partition + " up to " + offset.offset()
                        + ", but was given " + (given == null ? "nothing of it" : "it up to " + given.offset()));
            }
            committed.put(partition, offset.offset());
        });
        return Map.copyOf(committed);
    }

    /** The task's side, to see what it has paused. */
    public MemorySinkContext context() {
        return context;
    }

    /** Stops as a worker does: a last commit, partitions closed, task stopped. */
    @Override
    public void close() {
        var open = Set.copyOf(positions.keySet());
        commit();
        task.close(open);
        kill();
    }

    /** Stops without a commit. */
    public void kill() {
        positions.clear();
        task.stop();
        connector.stop();
    }

    private List<SinkRecord> next() {
        var records = new ArrayList<SinkRecord>();
        positions.replaceAll((partition, position) -> {
            if (context.paused().contains(partition)) {
                return position;
            }
            var read = log.read(partition, position, MAX_POLL_RECORDS);
            read.forEach(record -> records.add(converters.read(record)));
            return position + read.size();
        });
        return records;
    }

    private static TopicPartition partitionOf(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }
}
