package io.leat.runtime;

import static org.awaitility.Awaitility.await;

import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.memory.MemoryLog;
import io.leat.runtime.plugin.Plugins;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;

/** A worker over a log in memory, which outlives it. */
final class WorkerFixture implements AutoCloseable {

    static final WorkerIdentity IDENTITY = new WorkerIdentity("127.0.0.1:8083", "4.3.1", "26b251a451ce941d", "test");

    final MemoryLog log = new MemoryLog();
    final FakePlugins plugins = new FakePlugins();
    final ScriptedSource.Script script = new ScriptedSource.Script();
    FakeTasks tasks = new FakeTasks();
    Duration requestTimeout = Duration.ofSeconds(2);
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "task.shutdown.graceful.timeout.ms", "200",
            "config.providers", "file",
            "config.providers.file.class", "FileConfigProvider",
            "config.providers.file.param.allowed.paths", "/"));
    private Plugins used = plugins;
    private LocalWorker worker;

    WorkerFixture() {
        plugins.add("Scripted", script::source);
    }

    WorkerFixture set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    WorkerFixture with(Plugins installed) {
        used = installed;
        return this;
    }

    LocalWorker start() {
        worker = new LocalWorker(
                WorkerSettings.parse(settings, Set.of()),
                IDENTITY,
                log,
                used,
                tasks,
                Clock.systemUTC(),
                requestTimeout);
        worker.start();
        return worker;
    }

    LocalWorker restart() {
        worker.close();
        tasks = new FakeTasks();
        return start();
    }

    static Map<String, String> config(String... pairs) {
        var config = new LinkedHashMap<>(Map.of("connector.class", "Scripted"));
        for (var i = 0; i < pairs.length; i += 2) {
            config.put(pairs[i], pairs[i + 1]);
        }
        return config;
    }

    /** Settings of so many tasks, each with its number. */
    static List<Map<String, String>> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> Map.of("n", String.valueOf(n)))
                .toList();
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new ConnectException("interrupted", e);
        }
    }

    /** Waits until connector and tasks stand so: {@code "RUNNING 0=RUNNING 1=FAILED"}. */
    void awaitStatus(String name, String states) {
        await().until(() -> states(name), states::equals);
    }

    String states(String name) {
        var status = worker.status(name);
        return status.connector().state()
                + status.tasks().stream()
                        .map(task -> " " + task.id() + "=" + task.state().state())
                        .collect(Collectors.joining());
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
        log.close();
    }
}
