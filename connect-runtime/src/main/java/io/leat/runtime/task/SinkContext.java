package io.leat.runtime.task;

import io.leat.runtime.log.LogReader;
import io.leat.runtime.watch.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What a sink task may ask of the worker. As in Kafka Connect the methods are for the task's thread, but {@link
 * #requestCommit} and the reporter may be called from any.
 */
final class SinkContext implements SinkTaskContext {

    private final Map<String, String> configs;
    private final LogReader reader;
    private final ErrantRecordReporter reporter;
    private final PluginMetrics metrics;
    private final Thread owner = Thread.currentThread();
    private final Map<TopicPartition, Long> rewinds = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private long timeout = -1;
    private boolean holdsAll;
    private volatile boolean commitRequested;

    SinkContext(Map<String, String> configs, LogReader reader, ErrantRecordReporter reporter, PluginMetrics metrics) {
        this.configs = configs;
        this.reader = reader;
        this.reporter = reporter;
        this.metrics = metrics;
    }

    @Override
    public Map<String, String> configs() {
        return configs;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                rewinds.put(partition, offset);
            }
        });
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        rewinds.put(partition, offset);
    }

    @Override
    public void timeout(long timeoutMs) {
        timeout = timeoutMs;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return reader.assignment();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        var list = assigned(partitions);
        paused.addAll(list);
        if (!holdsAll) {
            reader.pause(list);
        }
    }

    @Override
    public void resume(TopicPartition... partitions) {
        var list = assigned(partitions);
        list.forEach(paused::remove);
        if (!holdsAll) {
            reader.resume(list);
        }
    }

    private List<TopicPartition> assigned(TopicPartition... partitions) {
        var list = Arrays.asList(partitions);
        if (!reader.assignment().containsAll(list)) {
            throw new IllegalWorkerStateException(
                    "SinkTasks may not pause or resume partitions that are not currently assigned to them: " + list);
        }
        return list;
    }

    @Override
    public void requestCommit() {
        commitRequested = true;
        if (Thread.currentThread() != owner) {
            reader.wakeup();
        }
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }

    /** What a wait for records of the log amounts to. */
    Place awaits() {
        if (reader.assignment().isEmpty()) {
            return Place.ASSIGNMENT;
        }
        return !paused.isEmpty() && paused.containsAll(reader.assignment()) ? Place.CONNECTOR_PAUSE : Place.READ;
    }

    /** Stops reading, whatever the connector itself has paused. */
    void holdAll() {
        holdsAll = true;
        reader.pause(reader.assignment());
    }

    /** Reads on, but for what the connector has paused. */
    void releaseAll() {
        holdsAll = false;
        var open = new HashSet<>(reader.assignment());
        open.removeAll(paused);
        reader.resume(open);
    }

    /** Brings what has just been assigned into line with what is paused. */
    void assigned() {
        paused.retainAll(reader.assignment());
        reader.pause(holdsAll ? reader.assignment() : paused);
    }

    Map<TopicPartition, Long> takeRewinds() {
        var all = Map.copyOf(rewinds);
        rewinds.clear();
        return all;
    }

    /** How long the connector wants to be left alone; asked for once. */
    OptionalLong takeTimeout() {
        var wanted = timeout;
        timeout = -1;
        return wanted > 0 ? OptionalLong.of(wanted) : OptionalLong.empty();
    }

    boolean isCommitRequested() {
        return commitRequested;
    }

    boolean takeCommitRequest() {
        var wanted = commitRequested;
        commitRequested = false;
        return wanted;
    }
}
