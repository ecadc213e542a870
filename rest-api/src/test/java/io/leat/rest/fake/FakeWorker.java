package io.leat.rest.fake;

import io.leat.runtime.ConfigKeyInfo;
import io.leat.runtime.ConnectorDetail;
import io.leat.runtime.ConnectorInfo;
import io.leat.runtime.ConnectorOffset;
import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorStatus;
import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.CreatedAt;
import io.leat.runtime.DeadLetterQueue;
import io.leat.runtime.Details;
import io.leat.runtime.GroupAdmin;
import io.leat.runtime.InstalledFolders;
import io.leat.runtime.Ledger;
import io.leat.runtime.Metrics;
import io.leat.runtime.PluginInfo;
import io.leat.runtime.Previews;
import io.leat.runtime.RequestException;
import io.leat.runtime.Taps;
import io.leat.runtime.TargetState;
import io.leat.runtime.TaskInfo;
import io.leat.runtime.TopicAdmin;
import io.leat.runtime.ValidationResult;
import io.leat.runtime.Worker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A worker that runs nothing: it keeps connectors in memory and brings every state about at once. */
public final class FakeWorker implements Worker {

    public ConnectorDetail detail = new ConnectorDetail(Optional.empty(), List.of(), List.of());

    static final String ID = "127.0.0.1:8083";
    static final String VERSION = "4.3.1";

    private final Map<String, FakeConnector> connectors = new TreeMap<>();
    private final FakeTopics topics = new FakeTopics();
    private final FakeDeadLetters deadLetters = new FakeDeadLetters();
    private final FakeTaps taps = new FakeTaps();
    private final FakeGroups groups = new FakeGroups();
    private final List<Metrics.Sample> samples = new ArrayList<>();
    private volatile RuntimeException failure;
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile Health health =
            new Health("healthy", "Worker has completed startup and is ready to handle requests.");

    public FakeTopics fakeTopics() {
        return topics;
    }

    public FakeGroups fakeGroups() {
        return groups;
    }

    public List<Metrics.Sample> samples() {
        return samples;
    }

    public void healthIs(String status, String message) {
        health = new Health(status, message);
    }

    /** Reading metrics fails from now on, until this is called with null. */
    public void failWith(RuntimeException failure) {
        this.failure = failure;
    }

    /** Lists and configurations wait for {@code latch} from now on, uninterruptibly. */
    public void holdEverything(CountDownLatch latch) {
        hold = latch;
    }

    public void release() {
        hold.countDown();
    }

    private void waitIfHeld() {
        try {
            hold.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("A call to the worker must not be interrupted", interrupted);
        }
    }

    @Override
    public void start() {}

    @Override
    public void close() {}

    @Override
    public WorkerInfo info() {
        return new WorkerInfo(VERSION, "26b251a451ce941d", "Y-B5zDcGRAa_VBGrETCG_Q", "0.1.0", ID);
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public List<String> connectors() {
        waitIfHeld();
        synchronized (this) {
            return List.copyOf(connectors.keySet());
        }
    }

    @Override
    public synchronized ConnectorInfo connector(String name) {
        return find(name).info();
    }

    @Override
    public synchronized ConnectorInfo create(String name, Map<String, String> config, TargetState initialState) {
        FakePlugins.requireValid(name, config);
        if (connectors.containsKey(name)) {
            throw new RequestException.Conflict("Connector " + name + " already exists");
        }
        return add(name, config, initialState).created();
    }

    @Override
    public synchronized CreatedAt createAt(
            String name, Map<String, String> config, TargetState initialState, List<ConnectorOffset> offsets) {
        var info = create(name, config, initialState);
        return new CreatedAt(info, offsets.size() + " offsets set");
    }

    private FakeConnector add(String name, Map<String, String> config, TargetState state) {
        var named = new HashMap<>(config);
        named.put("name", name);
        var connector = new FakeConnector(name, named, state);
        connectors.put(name, connector);
        return connector;
    }

    @Override
    public PutResult putConfig(String name, Map<String, String> config) {
        waitIfHeld();
        return put(name, config);
    }

    private synchronized PutResult put(String name, Map<String, String> config) {
        FakePlugins.requireValid(name, config);
        var before = connectors.get(name);
        if (before == null) {
            return new PutResult(true, add(name, config, TargetState.STARTED).created());
        }
        before.config.clear();
        before.config.putAll(config);
        before.config.put("name", name);
        return new PutResult(false, before.info());
    }

    @Override
    public synchronized ConnectorInfo patchConfig(String name, Map<String, String> patch) {
        var connector = find(name);
        var patched = new HashMap<>(connector.config);
        patched.putAll(patch);
        patched.values().removeIf(Objects::isNull);
        FakePlugins.requireValid(name, patched);
        connector.config.clear();
        connector.config.putAll(patched);
        return connector.info();
    }

    @Override
    public synchronized void delete(String name) {
        find(name);
        connectors.remove(name);
    }

    @Override
    public synchronized ConnectorStatus status(String name) {
        var connector = connectors.get(name);
        if (connector == null) {
            throw new RequestException.NotFound("No status found for connector " + name);
        }
        return connector.status(connector.state());
    }

    @Override
    public synchronized ConnectorStatus.TaskStatus taskStatus(ConnectorTaskId id) {
        var connector = connectors.get(id.connector());
        if (connector == null || id.task() >= connector.tasks()) {
            throw new RequestException.NotFound("No status found for task " + id);
        }
        return connector.status(connector.state()).tasks().get(id.task());
    }

    @Override
    public synchronized List<TaskInfo> tasks(String name) {
        var config = new HashMap<>(find(name).config);
        config.put("task.class", "FileStreamSourceTask");
        return find(name).info().tasks().stream()
                .map(id -> new TaskInfo(id, config))
                .toList();
    }

    @Override
    public synchronized void restart(String name) {
        known(name, "Unknown connector: ");
    }

    @Override
    public synchronized ConnectorStatus restart(String name, boolean includeTasks, boolean onlyFailed) {
        return known(name, "Unknown connector: ").status(ConnectorState.RESTARTING);
    }

    @Override
    public synchronized void restartTask(ConnectorTaskId id) {
        if (id.task() >= known(id.connector(), "Unknown connector: ").tasks()) {
            throw new RequestException.NotFound("Unknown task: " + id);
        }
    }

    @Override
    public synchronized void pause(String name) {
        known(name, "Unknown connector ").target = TargetState.PAUSED;
    }

    @Override
    public synchronized void resume(String name) {
        known(name, "Unknown connector ").target = TargetState.STARTED;
    }

    @Override
    public synchronized void stop(String name) {
        known(name, "Unknown connector ").target = TargetState.STOPPED;
    }

    @Override
    public synchronized Collection<String> activeTopics(String name) {
        return connectors.containsKey(name) ? connectors.get(name).topics : List.of();
    }

    @Override
    public synchronized void resetActiveTopics(String name) {
        if (connectors.containsKey(name)) {
            connectors.get(name).topics = List.of();
        }
    }

    @Override
    public synchronized List<ConnectorOffset> offsets(String name) {
        return List.copyOf(find(name).offsets);
    }

    @Override
    public synchronized String alterOffsets(String name, List<ConnectorOffset> offsets) {
        var connector = stopped(name);
        for (var offset : offsets) {
            FakePlugins.requirePartition(connector.type(), offset.partition());
            connector.offsets.removeIf(each -> each.partition().equals(offset.partition()));
            if (offset.offset() != null) {
                connector.offsets.add(offset);
            }
        }
        return "The offsets for this connector have been altered successfully";
    }

    @Override
    public synchronized String resetOffsets(String name) {
        stopped(name).offsets.clear();
        return "The offsets for this connector have been reset successfully";
    }

    private FakeConnector stopped(String name) {
        var connector = find(name);
        if (connector.target != TargetState.STOPPED) {
            throw new RequestException.Invalid(
                    "Connectors must be in the STOPPED state before their offsets can be modified.");
        }
        return connector;
    }

    @Override
    public List<PluginInfo> plugins(boolean connectorsOnly) {
        return FakePlugins.list(connectorsOnly);
    }

    @Override
    public InstalledFolders pluginFolders() {
        return FakePlugins.folders();
    }

    @Override
    public List<ConfigKeyInfo> pluginConfig(String plugin, Optional<String> version) {
        return FakePlugins.config(plugin, version);
    }

    @Override
    public ValidationResult validate(String plugin, Map<String, String> config) {
        return FakePlugins.validate(plugin, config);
    }

    @Override
    public Taps taps() {
        return taps;
    }

    public FakeTaps fakeTaps() {
        return taps;
    }

    @Override
    public Previews previews() {
        return new FakePreviews(this);
    }

    @Override
    public TopicAdmin topics() {
        return topics;
    }

    public FakeDeadLetters fakeDeadLetters() {
        return deadLetters;
    }

    @Override
    public DeadLetterQueue deadLetters() {
        return deadLetters;
    }

    @Override
    public GroupAdmin groups() {
        return groups;
    }

    @Override
    public Details details() {
        return name -> {
            find(name);
            return detail;
        };
    }

    @Override
    public Ledger ledger() {
        return new FakeLedger();
    }

    @Override
    public Metrics metrics() {
        if (failure != null) {
            throw failure;
        }
        return () -> List.copyOf(samples);
    }

    private FakeConnector find(String name) {
        var connector = connectors.get(name);
        if (connector == null) {
            throw new RequestException.NotFound("Connector " + name + " not found");
        }
        return connector;
    }

    private FakeConnector known(String name, String complaint) {
        var connector = connectors.get(name);
        if (connector == null) {
            throw new RequestException.NotFound(complaint + name);
        }
        return connector;
    }
}
