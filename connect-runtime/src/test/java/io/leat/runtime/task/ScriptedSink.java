package io.leat.runtime.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A sink whose answers a test lays out in advance; it tells what was done to it. */
public final class ScriptedSink extends SinkConnector {

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    /** What a task is to do, and what has been done to it. Found by the setting {@code script}. */
    static final class Script {

        final Queue<Consumer<Collection<SinkRecord>>> puts = new ConcurrentLinkedQueue<>();
        final List<String> values = new CopyOnWriteArrayList<>();
        final List<SinkRecord> records = new CopyOnWriteArrayList<>();
        final List<List<String>> batches = new CopyOnWriteArrayList<>();
        final List<String> events = new CopyOnWriteArrayList<>();
        /** Told of each call, by the method's name; may throw. */
        volatile Consumer<String> onCall = method -> {};

        volatile SinkTaskContext context;
        volatile UnaryOperator<Map<TopicPartition, OffsetAndMetadata>> preCommit = UnaryOperator.identity();

        static Script named(String name) {
            var script = new Script();
            SCRIPTS.put(name, script);
            return script;
        }

        /** The next put that brings records runs this first. */
        void onPut(Consumer<Collection<SinkRecord>> action) {
            puts.add(action);
        }

        private void put(Collection<SinkRecord> put) {
            if (put.isEmpty()) {
                return;
            }
            onCall.accept("put");
            var texts = put.stream().map(Script::text).toList();
            batches.add(texts);
            var action = puts.poll();
            if (action != null) {
                action.accept(put);
            }
            records.addAll(put);
            values.addAll(texts);
        }

        static String text(SinkRecord record) {
            return record.value() instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(record.value());
        }
    }

    @Override
    public String version() {
        return "8";
    }

    @Override
    public void start(Map<String, String> settings) {}

    @Override
    public Class<? extends Task> taskClass() {
        return ScriptedTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of();
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    public static final class ScriptedTask extends SinkTask {

        private Script script;

        @Override
        public String version() {
            return "8";
        }

        @Override
        public void start(Map<String, String> settings) {
            script = SCRIPTS.get(settings.get("script"));
            script.context = context;
            script.onCall.accept("start");
            script.events.add("start");
        }

        @Override
        public void open(Collection<TopicPartition> partitions) {
            script.onCall.accept("open");
            script.events.add("open " + sorted(partitions));
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            script.onCall.accept("close");
            script.events.add("close " + sorted(partitions));
        }

        private static List<String> sorted(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::toString).sorted().toList();
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            script.put(records);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            script.onCall.accept("preCommit");
            script.events.add("preCommit");
            return script.preCommit.apply(offsets);
        }

        @Override
        public void stop() {
            script.events.add("stop");
            script.onCall.accept("stop");
        }
    }
}
