package io.leat.connect.testkit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of a sink's task. As in a worker, only the task's thread may use it, the reporter apart: another
 * thread gets an exception.
 */
public final class MemorySinkContext implements SinkTaskContext {

    private final Thread taskThread = Thread.currentThread();
    private final Map<String, String> configs;
    private final @Nullable ErrantRecordReporter reporter;
    private final PluginMetrics metrics = MemoryContexts.metrics();
    private final Set<TopicPartition> assignment = new HashSet<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Map<TopicPartition, Long> rewinds = new HashMap<>();
    private long timeoutMs = -1;
    private boolean commitRequested;

    /** @param reporter null for a worker that tolerates no errors */
    public MemorySinkContext(Map<String, String> configs, @Nullable ErrantRecordReporter reporter) {
        this.configs = Map.copyOf(configs);
        this.reporter = reporter;
    }

    /** Sets the partitions; those that are new are not paused. */
    public void assign(Set<TopicPartition> partitions) {
        assignment.clear();
        assignment.addAll(partitions);
        paused.retainAll(partitions);
    }

    /** The partitions that the task has paused. */
    public Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    /** Hands over what the task asked to read again and forgets it. */
    public Map<TopicPartition, Long> takeRewinds() {
        var taken = Map.copyOf(rewinds);
        rewinds.clear();
        return taken;
    }

    /** The wait that the task last asked for; -1 if none. */
    public long requestedTimeoutMs() {
        return timeoutMs;
    }

    /** Whether the task asked for a commit since the last call. */
    public boolean takeCommitRequest() {
        var requested = commitRequested;
        commitRequested = false;
        return requested;
    }

    @Override
    public Map<String, String> configs() {
        return configs;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        checkThread();
        rewinds.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        offset(Map.of(partition, offset));
    }

    @Override
    public void timeout(long timeoutMs) {
        checkThread();
        this.timeoutMs = timeoutMs;
    }

    @Override
    public Set<TopicPartition> assignment() {
        checkThread();
        return Set.copyOf(assignment);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        checkAssigned(partitions);
        paused.addAll(Arrays.asList(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        checkAssigned(partitions);
        Arrays.asList(partitions).forEach(paused::remove);
    }

    @Override
    public void requestCommit() {
        checkThread();
        commitRequested = true;
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }

    private void checkAssigned(TopicPartition... partitions) {
        checkThread();
        if (!assignment.containsAll(Arrays.asList(partitions))) {
            throw new IllegalWorkerStateException(
                    "paused or resumed " + Arrays.toString(partitions) + " while assigned " + assignment);
        }
    }

    private void checkThread() {
        if (Thread.currentThread() != taskThread) {
            throw new IllegalStateException("a sink's context is for the task's thread only");
        }
    }
}
