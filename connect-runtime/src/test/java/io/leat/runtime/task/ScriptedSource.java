package io.leat.runtime.task;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;

/** A source whose polls a test lays out in advance; it tells what was done to it. */
public final class ScriptedSource extends SourceConnector {

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    /** What a task is to do, and what has been done to it. Found by the setting {@code script}. */
    static final class Script {

        final BlockingQueue<Poll> polls = new LinkedBlockingQueue<>();
        final List<Long> acknowledged = new CopyOnWriteArrayList<>();
        final List<Long> leftOut = new CopyOnWriteArrayList<>();
        final List<Long> offsets = new CopyOnWriteArrayList<>();
        final List<String> events = new CopyOnWriteArrayList<>();
        final AtomicInteger commits = new AtomicInteger();
        final AtomicInteger polled = new AtomicInteger();
        /** Told of each call, by the method's name; may throw. */
        volatile Consumer<String> onCall = method -> {};

        volatile SourceTaskContext context;
        volatile boolean deafToStop;
        volatile boolean failsToStart;
        volatile Runnable onStart = () -> {};
        volatile Runnable onCommit = () -> {};

        static Script named(String name) {
            var script = new Script();
            SCRIPTS.put(name, script);
            return script;
        }

        void poll(SourceRecord... records) {
            polls.add(() -> List.of(records));
        }

        void fail(RuntimeException cause) {
            polls.add(() -> {
                throw cause;
            });
        }
    }

    interface Poll {
        List<SourceRecord> records() throws InterruptedException;
    }

    @Override
    public String version() {
        return "7";
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

    public static final class ScriptedTask extends SourceTask {

        private static final Poll STOP = List::of;

        private Script script;

        @Override
        public String version() {
            return "7";
        }

        @Override
        public void start(Map<String, String> settings) {
            script = SCRIPTS.get(settings.get("script"));
            script.context = context;
            script.events.add("start");
            script.onCall.accept("start");
            script.onStart.run();
            if (script.failsToStart) {
                throw new IllegalStateException("cannot start");
            }
        }

        @Override
        public List<SourceRecord> poll() throws InterruptedException {
            script.onCall.accept("poll");
            var next = script.polls.poll(script.deafToStop ? 3_600_000 : 20, TimeUnit.MILLISECONDS);
            script.polled.incrementAndGet();
            return next == null || next == STOP ? null : next.records();
        }

        @Override
        public void commitRecord(SourceRecord record, RecordMetadata metadata) {
            script.onCall.accept("commitRecord");
            var number = (Long) record.sourceOffset().get("n");
            if (metadata == null) {
                script.leftOut.add(number);
            } else {
                script.acknowledged.add(number);
                script.offsets.add(metadata.offset());
            }
        }

        @Override
        public void commit() {
            script.onCall.accept("commit");
            script.onCommit.run();
            script.commits.incrementAndGet();
            script.events.add("commit");
        }

        @Override
        public void stop() {
            script.events.add("stop on " + Thread.currentThread().getName());
            script.polls.add(STOP);
            script.onCall.accept("stop");
        }
    }
}
