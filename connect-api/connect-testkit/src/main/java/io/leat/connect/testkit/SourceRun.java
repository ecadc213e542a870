package io.leat.connect.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * A source connector with its tasks, run by hand the way a worker runs it, up to durable offsets. Steps are the test's, so
 * it can stop or kill between any two of them.
 *
 * <pre>{@code
 * try (var run = SourceRun.start(TickSource.class, config, offsets, log)) {
 *     run.step();                       // poll, write, store the offsets, for each task
 *     run.tasks().get(0).poll();        // or one by one
 * }
 * }</pre>
 */
public final class SourceRun implements AutoCloseable {

    private final SourceConnector connector;
    private final List<SourceTaskRun> tasks;

    private SourceRun(SourceConnector connector, List<SourceTaskRun> tasks) {
        this.connector = connector;
        this.tasks = List.copyOf(tasks);
    }

    /** Starts the connector and as many tasks as it wants within {@code tasks.max} (1 if not given). */
    public static SourceRun start(
            Class<? extends SourceConnector> type, Map<String, String> config, MemoryOffsets offsets, MemoryLog log) {
        var connector = Instances.of(type, SourceConnector.class);
        connector.initialize(new MemoryContexts.ForSource(offsets, MemoryContexts.metrics()));
        connector.start(config);
        var converters = new Converters(config);
        var tasks = new ArrayList<SourceTaskRun>();
        for (var taskConfig : connector.taskConfigs(Integer.parseInt(config.getOrDefault("tasks.max", "1")))) {
            var task = Instances.of(connector.taskClass().asSubclass(SourceTask.class), SourceTask.class);
            task.initialize(new MemoryContexts.ForSourceTask(taskConfig, offsets, MemoryContexts.metrics()));
            task.start(taskConfig);
            tasks.add(new SourceTaskRun(task, converters, offsets, log));
        }
        return new SourceRun(connector, tasks);
    }

    public List<SourceTaskRun> tasks() {
        return tasks;
    }

    /** One round of each task: what it polls is written and its offsets are stored. @return the records polled */
    public List<SourceRecord> step() throws InterruptedException {
        var polled = new ArrayList<SourceRecord>();
        for (var task : tasks) {
            var records = task.poll();
            task.write(records);
            task.commit();
            polled.addAll(records);
        }
        return polled;
    }

    /** Stops as a worker does: what was written is committed. */
    @Override
    public void close() {
        try {
            for (var task : tasks) {
                task.commit();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while committing", e);
        } finally {
            kill();
        }
    }

    /** Stops without committing, as far as the stored offsets go like a crash. Resources are let go of. */
    public void kill() {
        tasks.forEach(SourceTaskRun::stop);
        connector.stop();
    }
}
