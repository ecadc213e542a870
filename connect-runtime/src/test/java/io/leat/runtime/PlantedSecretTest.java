package io.leat.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.leat.runtime.Previews.Shown;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.log.memory.MemoryLog;
import io.leat.runtime.plugin.InstalledPlugins;
import io.leat.runtime.plugin.TestPlugins;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants secrets in a connector that tells them to everyone, and looks for them wherever a worker lets somebody look. */
class PlantedSecretTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CANARY = "canary-7f3a9c";

    @TempDir
    Path temp;

    private final MemoryLog log = new MemoryLog();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final PrintStream stderr = System.err;
    private final List<String> seen = new ArrayList<>();
    private InstalledPlugins plugins;
    private Worker worker;

    @BeforeEach
    void start() {
        System.setErr(new PrintStream(logged, true, UTF_8));
        LeakyPlugins.write(temp, temp.resolve("plugins/leaky/leaky.jar"));
        plugins = TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"));
        worker = open();
    }

    private Worker open() {
        var settings = WorkerSettings.parse(Map.of("offset.flush.interval.ms", "100"), Set.of());
        var opened = Workers.create(settings, WorkerFixture.IDENTITY, log, plugins, Clock.systemUTC());
        opened.start();
        return opened;
    }

    @AfterEach
    void close() {
        worker.close();
        log.close();
        plugins.close();
        System.setErr(stderr);
    }

    @Test
    void appearsNowhereThoughTheConnectorPutsItIntoEveryMessage() {
        seen.add(worker.create("c", config(), TargetState.STARTED).toString());
        awaitFailure();
        lookEverywhere();
        seen.add(worker.putConfig("c", new HashMap<>(worker.connector("c").config()))
                .toString());
        awaitFailure();
        worker.close();
        worker = open();
        awaitFailure();
        lookEverywhere();
        worker.close();

        assertThat(logged.toString(UTF_8)).contains("Task c-0 has failed", "did not stop cleanly", "denied [hidden]");
        assertThat(logged.toString(UTF_8)).contains("could not poll", "try again with [hidden]");
        assertThat(logged.toString(UTF_8)).doesNotContain(CANARY);
        assertThat(seen).isNotEmpty().allSatisfy(answer -> assertThat(answer).doesNotContain(CANARY));
    }

    @Test
    void appearsNowhereThoughTheStartOfATaskTellsIt() {
        worker.create("c", config("leak", "start"), TargetState.STARTED);
        awaitFailure();
        lookEverywhere();
        worker.close();

        assertThat(logged.toString(UTF_8)).contains("denied [hidden]").doesNotContain(CANARY);
        assertThat(seen).isNotEmpty().allSatisfy(answer -> assertThat(answer).doesNotContain(CANARY));
    }

    @Test
    void appearsInNoFormInWhichATaskQuotesIt() {
        var secret = CANARY + "\"\\ /ü?";
        worker.create("c", config("leak", "forms", "dsn", secret), TargetState.STARTED);
        awaitFailure();
        lookEverywhere();
        worker.close();

        assertThat(seen)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer)
                        .doesNotContain(CANARY)
                        .doesNotContain(base64(secret).substring(0, 12))
                        .doesNotContain(base64("ann:" + secret).substring(8, 20)));
        assertThat(logged.toString(UTF_8))
                .contains("json {\"dsn\":\"[hidden]\"}", "url db://ann:[hidden]@host", "basic YW5u")
                .doesNotContain(CANARY)
                .doesNotContain(base64("ann:" + secret).substring(8, 20));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void isHiddenInRecordsThatAreLookedAt() throws InterruptedException {
        worker.create("c", config("leak", "records"), TargetState.STARTED);
        try (var tap = worker.taps().open("c", 100)) {
            await().atMost(SOON).until(() -> {
                var tapped = tap.next(Duration.ofSeconds(1));
                tapped.ifPresent(each -> seen.add(text(each.position()) + text(each.record())));
                return tapped.isPresent();
            });
        }
        var preview =
                worker.previews().run("LeakySource", config("leak", "records", "name", "c"), 2, Duration.ofSeconds(10));
        preview.records()
                .forEach(record -> seen.add(text(record.position())
                        + record.error()
                        + record.stages().stream()
                                .flatMap(stage -> stage.records().stream())
                                .map(PlantedSecretTest::text)
                                .toList()));

        assertThat(seen)
                .hasSize(3)
                .allSatisfy(answer -> assertThat(answer).contains("[hidden]").doesNotContain(CANARY));
    }

    @Test
    void isHiddenInDeadLettersAndWhatIsSaidOfThem() {
        var config = new HashMap<>(config("leak", "bad"));
        config.putAll(Map.of(
                "transforms", "leaky",
                "transforms.leaky.type", "leaky.LeakyTransform",
                "transforms.leaky.password", CANARY + "-transform",
                "errors.tolerance", "all",
                "errors.log.enable", "true",
                "errors.log.include.messages", "true",
                "errors.deadletterqueue.topic.name", "dlq",
                "errors.deadletterqueue.context.headers.enable", "true"));
        worker.create("c", config, TargetState.STARTED);
        var any =
                new DeadLetterQueue.Filter(Optional.empty(), Optional.empty(), Optional.empty(), 10, Optional.empty());
        await().atMost(SOON)
                .until(() -> worker.topics().list().contains("dlq")
                        && !worker.deadLetters().list("c", any).letters().isEmpty());

        var letters = worker.deadLetters().list("c", any).letters();
        seen.add(letters.toString());
        seen.add(worker.deadLetters().groups("c").toString());
        seen.add(worker.deadLetters().letter("c", letters.get(0).id()).summary().toString());
        for (var letter : worker.topics().peek("dlq", 0, 0, 10)) {
            seen.add(letter.headers().stream()
                    .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                    .toList()
                    .toString());
        }
        assertThat(seen)
                .hasSizeGreaterThan(3)
                .allSatisfy(answer -> assertThat(answer).contains("[hidden]").doesNotContain(CANARY));
        lookEverywhere();
        worker.close();
        assertThat(logged.toString(UTF_8)).contains("not [hidden]").doesNotContain(CANARY);
        assertThat(seen).allSatisfy(answer -> assertThat(answer).doesNotContain(CANARY));
    }

    @Test
    void isHiddenInMetricsAndWhatIsSaidOfASink() throws JMException {
        log.topics().create("in", 1, Map.of());
        worker.create("leaky", sink(), TargetState.STARTED);
        await().atMost(SOON).untilAsserted(() -> assertThat(samples()).contains("calls_of"));
        seen.add(samples());
        seen.add(beans());
        assertThat(seen).allSatisfy(answer -> assertThat(answer).contains("[hidden]"));
        seen.add(worker.details().of("leaky").toString());
        try (var writer = log.writer(new WriterSpec("test", Optional.empty(), true, Map.of()))) {
            writer.add("in", 0, -1, null, "1".getBytes(UTF_8), List.of());
            writer.append().join();
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(worker.status("leaky").toString()).contains("cannot put into [hidden]"));
        seen.add(worker.status("leaky").toString());
        assertThat(worker.status("leaky").toString())
                .contains("Task leaky-0 stopped in stage TASK_PUT: the connector (leaky.LeakySink$LeakyTask) failed to"
                        + " take the record at topic in, partition 0, offset 0");
        worker.close();

        assertThat(seen).allSatisfy(answer -> assertThat(answer).doesNotContain(CANARY));
        assertThat(logged.toString(UTF_8)).contains("cannot put into [hidden]").doesNotContain(CANARY);
    }

    private static Map<String, String> config(String... further) {
        var config = new HashMap<>(config());
        for (var i = 0; i < further.length; i += 2) {
            config.put(further[i], further[i + 1]);
        }
        return config;
    }

    /** Of the ledger; none before the first is counted. */
    private String windows() {
        try (var windows = worker.ledger().windows("c", new Ledger.Query(0, Long.MAX_VALUE, 0, Set.of()))) {
            return windows.toList().toString();
        } catch (RequestException.NotFound e) {
            return "";
        }
    }

    private static Map<String, String> sink() {
        return Map.of("connector.class", "LeakySink", "topics", "in", "dsn", CANARY + "-dsn");
    }

    private String samples() {
        return worker.metrics().samples().toString();
    }

    /** All that JMX shows of the worker. */
    private static String beans() throws JMException {
        var server = ManagementFactory.getPlatformMBeanServer();
        var text = new StringBuilder();
        for (var name : server.queryNames(new ObjectName("kafka.connect:connector=leaky,*"), null)) {
            text.append(name).append(server.getMBeanInfo(name));
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                text.append(server.getAttribute(name, attribute.getName()));
            }
        }
        return text.toString();
    }

    /** Records with bytes as text: those of a shown record have no form of their own. */
    private static String text(Object shown) {
        if (shown instanceof Shown record) {
            return text(record.key().data())
                    + text(record.value().data())
                    + record.headers().entrySet().stream()
                            .map(header -> header.getKey() + "="
                                    + text(header.getValue().data()))
                            .toList();
        }
        if (shown instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                    .toList()
                    .toString();
        }
        return shown instanceof byte[] bytes ? new String(bytes, ISO_8859_1) : String.valueOf(shown);
    }

    private static Map<String, String> config() {
        return Map.of(
                "connector.class", "LeakySource",
                "dsn", "  " + CANARY + "-dsn ",
                "api.token", CANARY + "-token",
                "producer.override.sasl.jaas.config", CANARY + "-jaas");
    }

    private void awaitFailure() {
        await().atMost(SOON).untilAsserted(() -> {
            var tasks = worker.status("c").tasks();
            assertThat(tasks).hasSize(1);
            assertThat(tasks.get(0).state().trace()).isPresent();
            assertThat(tasks.get(0).state().trace().orElseThrow()).contains("denied [hidden]");
        });
    }

    private void lookEverywhere() {
        seen.add(worker.connector("c").toString());
        seen.add(worker.tasks("c").toString());
        seen.add(worker.status("c").toString());
        var named = new HashMap<>(config());
        named.put("name", "c");
        seen.add(worker.validate("LeakySource", named).toString());
        named.put("refuse", "true");
        seen.add(String.valueOf(catchThrowable(() -> worker.putConfig("c", named))));
        seen.add(worker.details().of("c").toString());
        seen.add(samples());
        try {
            seen.add(worker.ledger().report("c").toString());
        } catch (RequestException.NotFound e) {
            seen.add(e.getMessage()); // nothing was counted before the task failed
        }
        worker.topics().list().forEach(topic -> seen.add(peek(topic)));
    }

    private String peek(String topic) {
        var text = new StringBuilder();
        try {
            for (var record : worker.topics().peek(topic, 0, 0, 1_000)) {
                text.append(record.value() == null ? "" : new String(record.value(), UTF_8));
            }
        } catch (RequestException.Forbidden e) {
            text.append(e.getMessage());
        }
        return text.toString();
    }
}
