package io.leat.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.distribution.scripted.LineSource;
import io.leat.distribution.scripted.RecordedSink;
import io.leat.distribution.scripted.ScriptedPlugins;
import io.leat.distribution.scripted.Suffix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The packaged server with {@link ScriptedPlugins}, started again over the same folder as often as a test likes. */
final class ScriptedLeat implements AutoCloseable {

    private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";

    private final Path folder;
    private final Map<String, String> settings;
    private LeatProcess process;
    private RestClient rest;

    ScriptedLeat(Path folder) {
        this.folder = folder;
        settings = Map.of(
                "plugin.path",
                ScriptedPlugins.install(folder).toString(),
                "offset.flush.interval.ms",
                "100",
                "key.converter",
                STRINGS,
                "value.converter",
                STRINGS);
        process = start();
        rest = new RestClient(process.rest());
    }

    private LeatProcess start() {
        return LeatProcess.start(folder.resolve("data"), settings);
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    /** SIGKILL and a new start. */
    void killAndStart() {
        process.kill();
        process = start();
        rest = new RestClient(process.rest());
    }

    /** SIGTERM and a new start. */
    void restart() {
        assertThat(process.stop()).isEqualTo(143);
        process = start();
        rest = new RestClient(process.rest());
    }

    RestClient rest() {
        return rest;
    }

    /** A source of the lines of {@code <name>.lines}, to the topic {@code <name>}. */
    void source(String name, Map<String, String> further) {
        write(name);
        create(
                name,
                LineSource.class,
                Map.of("lines", file(name, "lines").toString(), "topic", name, "tasks.max", "1"),
                further);
    }

    /** A sink that writes what it is given to {@code <name>.recorded}. */
    void sink(String name, String topic, Map<String, String> further) {
        create(
                name,
                RecordedSink.class,
                Map.of("recorded", file(name, "recorded").toString(), "topics", topic, "tasks.max", "1"),
                further);
    }

    private void create(String name, Class<?> type, Map<String, String> own, Map<String, String> further) {
        var config = new HashMap<>(own);
        config.putAll(further);
        config.put("connector.class", type.getName());
        var created = rest.create(name, config);
        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    }

    /** Transforms of type {@link Suffix}: {@code mark} adds a plus, {@code check} fails at what contains "bad". */
    static Map<String, String> markAndCheck(String deadLetters) {
        return Map.of(
                "transforms", "mark,check",
                "transforms.mark.type", Suffix.class.getName(),
                "transforms.mark.suffix", "+",
                "transforms.check.type", Suffix.class.getName(),
                "transforms.check.forbidden", "bad",
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", deadLetters);
    }

    Path file(String name, String what) {
        return folder.resolve(name + "." + what);
    }

    /** Adds lines for a source to give. */
    void write(String name, String... lines) {
        try {
            var text = lines.length == 0 ? "" : String.join("\n", lines) + "\n";
            Files.writeString(file(name, "lines"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a sink was given. */
    List<String> recorded(String name) {
        try {
            var file = file(name, "recorded");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What readers of committed records find in a topic. */
    List<String> values(String topic) {
        Map<String, Object> client = Map.of("bootstrap.servers", process.kafka(), "isolation.level", "read_committed");
        var found = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
            }
        }
        return found;
    }

    JsonNode get(String path) {
        var answer = rest.get(path);
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** How many letters of a connector are in this state, by its groups. */
    long letters(String connector, String state) {
        var sum = 0L;
        for (var group :
                get("/connectors/" + connector + "/dead-letters/groups").path("groups")) {
            sum += group.path(state).asLong();
        }
        return sum;
    }

    @Override
    public void close() {
        process.close();
    }
}
