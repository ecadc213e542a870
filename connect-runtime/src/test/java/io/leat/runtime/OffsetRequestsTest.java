package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.plugin.TestPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetRequestsTest {

    private static final Map<String, Object> FILE = Map.of("filename", "/data/in.txt");

    @TempDir
    Path temp;

    private final WorkerFixture fixture = new WorkerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void altersShowsAndResetsTheOffsetsOfASource() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);

        assertThat(worker.alterOffsets("src", List.of(new ConnectorOffset(FILE, Map.of("position", 4)))))
                .isEqualTo("The offsets for this connector have been altered successfully");
        assertThat(worker.offsets("src")).containsExactly(new ConnectorOffset(FILE, Map.of("position", 4L)));
        assertThat(fixture.script.altered).containsExactly(Map.of(FILE, Map.of("position", 4L)));

        assertThat(worker.resetOffsets("src")).isEqualTo("The offsets for this connector have been reset successfully");
        assertThat(worker.offsets("src")).isEmpty();
    }

    @Test
    void createsAConnectorThatGoesOnFromGivenOffsets() {
        var worker = fixture.start();
        var offset = new ConnectorOffset(FILE, Map.of("position", 4L));

        var created = worker.createAt("src", config(), TargetState.STARTED, List.of(offset));

        assertThat(created.offsetsStatus()).isEqualTo("The offsets for this connector have been altered successfully");
        assertThat(worker.offsets("src")).containsExactly(offset);
        fixture.awaitStatus("src", "RUNNING 0=RUNNING");
    }

    @Test
    void leavesNothingOfAConnectorWhoseFirstOffsetsAreRefused() {
        var worker = fixture.start();
        var wrong = new ConnectorOffset(Map.of("bad", "x"), Map.of("position", 4));

        assertThatThrownBy(() -> worker.createAt("src", config(), TargetState.STARTED, List.of(wrong)))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessage("Partition objects should contain the key 'filename'");
        assertThat(worker.connectors()).isEmpty();
        assertThat(fixture.tasks.all).isEmpty();
    }

    @Test
    void givesNoFirstOffsetsToAConnectorThatExists() {
        var worker = fixture.start();
        worker.createAt("src", config(), TargetState.STARTED, List.of(at(FILE, 4L)));
        fixture.awaitStatus("src", "RUNNING 0=RUNNING");

        assertThatThrownBy(() -> worker.createAt("src", config(), TargetState.STARTED, List.of(at(FILE, 9L))))
                .isInstanceOf(RequestException.Conflict.class);

        assertThat(worker.offsets("src")).containsExactly(at(FILE, 4L));
        assertThat(fixture.states("src")).isEqualTo("RUNNING 0=RUNNING");
    }

    @Test
    void givesFirstOffsetsToAConnectorThatIsCreatedPaused() {
        var worker = fixture.start();

        worker.createAt("src", config(), TargetState.PAUSED, List.of(at(FILE, 4L)));

        fixture.awaitStatus("src", "PAUSED");
        assertThat(worker.offsets("src")).containsExactly(at(FILE, 4L));
    }

    @Test
    void saysSoWhenTheConnectorDoesNotConfirmTheChange() {
        fixture.script.confirmsOffsets = false;
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);

        assertThat(worker.alterOffsets("src", List.of(new ConnectorOffset(FILE, Map.of("position", 4)))))
                .startsWith("The Connect framework-managed offsets for this connector have been altered successfully.");
    }

    @Test
    void forgetsAPartitionWhoseOffsetIsNull() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);
        worker.alterOffsets("src", List.of(new ConnectorOffset(FILE, Map.of("position", 4))));

        worker.alterOffsets("src", List.of(new ConnectorOffset(FILE, null)));

        assertThat(worker.offsets("src")).isEmpty();
    }

    @Test
    void refusesUnlessTheConnectorIsStopped() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STARTED);
        var message =
                "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for"
                        + " the specified connector by issuing a 'PUT' request to the '/connectors/src/stop' endpoint";

        assertThatThrownBy(() -> worker.resetOffsets("src"))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessage(message);
        assertThatThrownBy(() -> worker.alterOffsets("src", List.of(new ConnectorOffset(FILE, Map.of("position", 4)))))
                .hasMessage(message);
    }

    @Test
    void refusesARequestWithoutOffsets() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);

        assertThatThrownBy(() -> worker.alterOffsets("src", List.of()))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessage("Partitions / offsets need to be provided for an alter offsets request");
    }

    @Test
    void passesOnWhyAConnectorRefusesAPartitionAndChangesNothing() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);

        assertThatThrownBy(() -> worker.alterOffsets(
                        "src", List.of(new ConnectorOffset(Map.of("bad", "x"), Map.of("position", 4)))))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessage("Partition objects should contain the key 'filename'");
        assertThat(worker.offsets("src")).isEmpty();
    }

    @Test
    void refusesAnOffsetThatCannotBeStored() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);

        assertThatThrownBy(() ->
                        worker.alterOffsets("src", List.of(new ConnectorOffset(FILE, Map.of("position", List.of(1))))))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("position");
    }

    @Test
    void changesSomePartitionsForgetsOthersAndLeavesTheRest() {
        var worker = fixture.start();
        worker.create("src", config("offsets.storage.topic", "src-offsets"), TargetState.STOPPED);
        var other = Map.<String, Object>of("filename", "/data/other.txt");
        var third = Map.<String, Object>of("filename", "/data/third.txt");
        worker.alterOffsets("src", List.of(at(FILE, 1L), at(other, 2L), at(third, 3L)));

        worker.alterOffsets("src", List.of(at(FILE, 7L), new ConnectorOffset(other, null)));

        assertThat(worker.offsets("src")).containsExactlyInAnyOrder(at(FILE, 7L), at(third, 3L));
    }

    @Test
    void refusesARequestThatNamesAPartitionTwiceAndChangesNothing() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);

        var one = Map.<String, Object>of("shard", 1);
        var same = Map.<String, Object>of("shard", 1L);
        assertThatThrownBy(() -> worker.alterOffsets("src", List.of(at(one, 1L), new ConnectorOffset(same, null))))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("there twice");
        assertThat(worker.offsets("src")).isEmpty();
    }

    @Test
    void findsAnOffsetsTopicThatIsNamedByAReference() throws IOException {
        var file = Files.writeString(temp.resolve("names.properties"), "topic=src-offsets\n");
        var worker = fixture.start();
        worker.create("src", config("offsets.storage.topic", "${file:" + file + ":topic}"), TargetState.STOPPED);

        worker.alterOffsets("src", List.of(at(FILE, 7L)));

        assertThat(worker.offsets("src")).containsExactly(at(FILE, 7L));
        assertThat(fixture.log.topics().describe("src-offsets")).isPresent();
        assertThat(fixture.log.topics().list()).noneMatch(topic -> topic.contains("$"));
    }

    @Test
    void connectorsThatShareAnOffsetsTopicKeepTheirOffsetsApart() {
        var worker = fixture.start();
        worker.create("one", config("offsets.storage.topic", "shared"), TargetState.STOPPED);
        worker.create("two", config("offsets.storage.topic", "shared"), TargetState.STOPPED);
        worker.alterOffsets("one", List.of(at(FILE, 1L)));
        worker.alterOffsets("two", List.of(at(FILE, 2L)));

        worker.resetOffsets("one");

        assertThat(worker.offsets("one")).isEmpty();
        assertThat(worker.offsets("two")).containsExactly(at(FILE, 2L));
    }

    @Test
    void refusesAnOffsetsTopicThatWouldLoseThem() {
        var worker = fixture.start();
        fixture.log.topics().create("deleting", 1, Map.of("cleanup.policy", "delete"));
        worker.create("src", config("offsets.storage.topic", "deleting"), TargetState.STOPPED);

        assertThatThrownBy(() -> worker.alterOffsets("src", List.of(at(FILE, 1L))))
                .hasMessageContaining("cleanup.policy")
                .hasMessageContaining("offsets.storage.topic");

        worker.resume("src");
        fixture.awaitStatus("src", "FAILED");
        assertThat(worker.status("src").connector().trace().orElseThrow()).contains("cleanup.policy");
    }

    @Test
    void storesNothingOnceTheConnectorWasResumed() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);
        fixture.script.onCall = method -> {
            if (method.equals("alterOffsets")) {
                worker.resume("src");
            }
        };

        assertThatThrownBy(() -> worker.alterOffsets("src", List.of(at(FILE, 1L))))
                .isInstanceOf(RequestException.Conflict.class)
                .hasMessageContaining("was resumed");
        assertThat(worker.offsets("src")).isEmpty();
        fixture.awaitStatus("src", "RUNNING 0=RUNNING");
    }

    @Test
    void storesNothingOfAConnectorThatWasDeletedMeanwhile() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);
        fixture.script.onCall = method -> {
            if (method.equals("alterOffsets")) {
                worker.delete("src");
            }
        };

        assertThatThrownBy(() -> worker.alterOffsets("src", List.of(at(FILE, 1L))))
                .isInstanceOf(RequestException.NotFound.class);
        worker.create("src", config(), TargetState.STOPPED);
        assertThat(worker.offsets("src")).isEmpty();
    }

    private static ConnectorOffset at(Map<String, Object> partition, long position) {
        return new ConnectorOffset(partition, Map.of("position", position));
    }

    @Test
    void keepsTheOffsetsOfADeletedSource() {
        var worker = fixture.start();
        worker.create("src", config(), TargetState.STOPPED);
        worker.alterOffsets("src", List.of(new ConnectorOffset(FILE, Map.of("position", 4))));
        worker.delete("src");

        worker.create("src", config(), TargetState.STOPPED);

        assertThat(worker.offsets("src")).hasSize(1);
    }

    @Test
    void altersShowsAndResetsTheOffsetsOfKafkasFileSink() throws IOException {
        var worker = stoppedFileSink();

        assertThat(worker.alterOffsets("snk", List.of(sinkOffset("t1", 0, 62), sinkOffset("t1", "1", "5"))))
                .isEqualTo("The offsets for this connector have been altered successfully");
        assertThat(worker.offsets("snk"))
                .containsExactly(
                        new ConnectorOffset(
                                Map.of("kafka_topic", "t1", "kafka_partition", 0), Map.of("kafka_offset", 62L)),
                        new ConnectorOffset(
                                Map.of("kafka_topic", "t1", "kafka_partition", 1), Map.of("kafka_offset", 5L)));
        worker.alterOffsets(
                "snk", List.of(new ConnectorOffset(Map.of("kafka_topic", "t1", "kafka_partition", 0), null)));
        assertThat(worker.offsets("snk")).hasSize(1);

        assertThat(worker.resetOffsets("snk")).isEqualTo("The offsets for this connector have been reset successfully");
        assertThat(worker.offsets("snk")).isEmpty();
    }

    @Test
    void wantsTheKeysOfASinksPartitions() throws IOException {
        var worker = stoppedFileSink();

        assertThatThrownBy(() -> worker.alterOffsets(
                        "snk", List.of(new ConnectorOffset(Map.of("kafka_topic", "t1"), Map.of("kafka_offset", 2)))))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessage("The partition for a sink connector offset must contain the keys 'kafka_topic' and"
                        + " 'kafka_partition'");
        assertThatThrownBy(() -> worker.alterOffsets("snk", List.of(sinkOffset("t1", "x", 1))))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("kafka_partition");
        assertThatThrownBy(() -> worker.alterOffsets("snk", List.of(sinkOffset("t1", 0, -1))))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("kafka_offset");
    }

    @Test
    void readsTheGroupThatASinkNames() throws IOException {
        var worker = fileSink("consumer.override.group.id", "mine");
        try (var reader = fixture.log.reader(new ReaderSpec("x", Optional.of("mine"), true, 1, 1, Map.of()))) {
            reader.commit(Map.of(new TopicPartition("t1", 0), new OffsetAndMetadata(7)))
                    .join();
        }

        assertThat(worker.offsets("snk")).containsExactly(sinkOffset("t1", 0, 7L));
    }

    private LocalWorker stoppedFileSink() throws IOException {
        return fileSink("tasks.max", "1");
    }

    private LocalWorker fileSink(String key, String value) throws IOException {
        var plugins = Files.createDirectories(temp.resolve("plugins"));
        Files.copy(TestPlugins.kafkaJar("connect-file"), plugins.resolve("connect-file.jar"));
        var worker =
                fixture.with(TestPlugins.open(temp.resolve("cache"), plugins)).start();
        fixture.log.topics().create("t1", 2, Map.of());
        worker.create(
                "snk",
                Map.of("connector.class", "FileStreamSink", "file", "/x", "topics", "t1", key, value),
                TargetState.STOPPED);
        return worker;
    }

    private static ConnectorOffset sinkOffset(String topic, Object partition, Object offset) {
        return new ConnectorOffset(
                Map.of("kafka_topic", topic, "kafka_partition", partition), Map.of("kafka_offset", offset));
    }
}
