package io.leat.runtime.inspect;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Starts a sink and its task, which shows whether they reach what they need, and stops them again. */
final class StartTrial implements TrialThread.Trial {

    private final TriedConnector connector;
    private final PluginMetrics metrics;

    StartTrial(TriedConnector connector, PluginMetrics metrics) {
        this.connector = connector;
        this.metrics = metrics;
    }

    @Override
    public void run(Runnable started) throws Exception {
        connector.withTask(metrics, this::start);
        started.run();
    }

    private void start(Task task, Map<String, String> config) {
        if (!(task instanceof SinkTask sink)) {
            throw new ConnectException(task.getClass().getName() + " is not a sink task");
        }
        sink.initialize(new Context(config, metrics));
        sink.start(config);
        sink.stop();
    }

    @Override
    public void stop() {
        // A start that hangs is interrupted: there is nothing else to ask it.
    }

    /** Of a task that is given no partitions. */
    private record Context(Map<String, String> configs, PluginMetrics pluginMetrics) implements SinkTaskContext {

        @Override
        public void offset(Map<TopicPartition, Long> offsets) {}

        @Override
        public void offset(TopicPartition partition, long offset) {}

        @Override
        public void timeout(long timeoutMs) {}

        @Override
        public Set<TopicPartition> assignment() {
            return Set.of();
        }

        @Override
        public void pause(TopicPartition... partitions) {}

        @Override
        public void resume(TopicPartition... partitions) {}

        @Override
        public void requestCommit() {}

        /** Without the configuration: it holds secrets. */
        @Override
        public String toString() {
            return "Context";
        }
    }
}
