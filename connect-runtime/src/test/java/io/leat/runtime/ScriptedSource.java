package io.leat.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;

/** A source whose behaviour a test decides and whose life it follows. */
class ScriptedSource extends SourceConnector {

    /** What all instances of one kind share. */
    static class Script {
        final List<ScriptedSource> started = new CopyOnWriteArrayList<>();
        final AtomicInteger stopped = new AtomicInteger();
        volatile Consumer<Map<String, String>> onStart = config -> {};
        volatile Runnable onValidate = () -> {};
        /** Told of each call, by the method's name. */
        volatile Consumer<String> onCall = method -> {};

        volatile TaskConfigs taskConfigs = (config, max) -> List.of(Map.of("n", "0"));
        volatile boolean confirmsOffsets = true;
        final List<Map<Map<String, ?>, Map<String, ?>>> altered = new CopyOnWriteArrayList<>();

        ScriptedSource source() {
            return new ScriptedSource(this);
        }

        ConnectorContext context() {
            return started.get(started.size() - 1).context;
        }
    }

    interface TaskConfigs {
        List<Map<String, String>> of(Map<String, String> config, int max);
    }

    private final Script script;
    private volatile Map<String, String> config = Map.of();

    ScriptedSource(Script script) {
        this.script = script;
        script.onCall.accept("constructor");
    }

    @Override
    public void start(Map<String, String> settings) {
        config = settings;
        script.onCall.accept("start");
        script.onStart.accept(settings);
        script.started.add(this);
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        script.onCall.accept("taskConfigs");
        return new ArrayList<>(script.taskConfigs.of(config, maxTasks));
    }

    @Override
    public void stop() {
        script.onCall.accept("stop");
        script.stopped.incrementAndGet();
    }

    @Override
    public Class<? extends Task> taskClass() {
        script.onCall.accept("taskClass");
        return SourceTask.class;
    }

    @Override
    public Config validate(Map<String, String> settings) {
        script.onCall.accept("validate");
        script.onValidate.run();
        return super.validate(settings);
    }

    @Override
    public ConfigDef config() {
        script.onCall.accept("config");
        return new ConfigDef()
                .define("password", ConfigDef.Type.PASSWORD, "", ConfigDef.Importance.LOW, "")
                .define("other", ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "");
    }

    @Override
    public boolean alterOffsets(Map<String, String> settings, Map<Map<String, ?>, Map<String, ?>> offsets) {
        script.onCall.accept("alterOffsets");
        if (offsets.keySet().stream().anyMatch(p -> p.containsKey("bad"))) {
            throw new ConnectException("Partition objects should contain the key 'filename'");
        }
        script.altered.add(offsets);
        return script.confirmsOffsets;
    }

    @Override
    public String version() {
        return "1.0";
    }
}
