package io.leat.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.connect.testkit.MemoryLog;
import io.leat.connect.testkit.MemoryOffsets;
import io.leat.connect.testkit.SourceRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;

/** The source over real HTTP, with a worker that polls and makes durable when the test says so. */
final class Hooks implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(15);

    final int port = Ports.free();
    final Sender sender = new Sender(port);
    private final MemoryOffsets offsets = new MemoryOffsets();
    private final MemoryLog log = new MemoryLog();
    private final List<SourceRun> runs = new ArrayList<>();

    Map<String, List<String>> errors(String... settings) {
        var errors = new HashMap<String, List<String>>();
        new WebhookSourceConnector()
                .validate(config(settings))
                .configValues()
                .forEach(value -> errors.put(value.name(), value.errorMessages()));
        errors.values().removeIf(List::isEmpty);
        return errors;
    }

    SourceRun start(String... settings) {
        var run = SourceRun.start(WebhookSourceConnector.class, config(settings), offsets, log);
        runs.add(run);
        return run;
    }

    Map<String, String> config(String... settings) {
        var config = new HashMap<>(Map.of(
                "name", "hooks", "topic", "hooks", "secret", Sender.SECRET, "listen.address", "127.0.0.1:" + port));
        for (var setting : settings) {
            config.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return config;
    }

    void deliver(SourceRun run, String id) throws Exception {
        var answer = sender.sendLater(sender.delivery(id, "{}"));
        run.tasks().get(0).write(poll(run));
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }

    static List<SourceRecord> poll(SourceRun run) {
        var records = new ArrayList<SourceRecord>();
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> {
            records.addAll(run.tasks().get(0).poll());
            return !records.isEmpty();
        });
        return records;
    }

    @Override
    public void close() {
        runs.forEach(SourceRun::kill);
    }
}
