package io.leat.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.TargetState;
import io.leat.runtime.log.memory.MemoryLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfigStoreTest {

    private static final String TOPIC = "connect-configs";

    private final MemoryLog log = new MemoryLog();
    private ConfigStore store = new ConfigStore(log, TOPIC);

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    @Test
    void writesTheFormatsOfKafkaConnect() {
        store.start();

        store.putConnector("c", Map.of("k", "v"), Optional.of(TargetState.STOPPED));
        store.putTasks("c", List.of(Map.of("task.class", "T")));
        store.putTarget("c", TargetState.PAUSED);
        store.putRestart("c", true, false);
        store.removeConnector("c");

        assertThat(StateTopicProbe.lines(log, TOPIC))
                .containsExactly(
                        "target-state-c={\"state\":\"PAUSED\",\"state.v2\":\"STOPPED\"}",
                        "connector-c={\"properties\":{\"k\":\"v\"}}",
                        "task-c-0={\"properties\":{\"task.class\":\"T\"}}",
                        "commit-c={\"tasks\":1}",
                        "target-state-c={\"state\":\"PAUSED\",\"state.v2\":\"PAUSED\"}",
                        "restart-connector-c={\"include-tasks\":true,\"only-failed\":false}",
                        "connector-c=",
                        "target-state-c=");
    }

    @Test
    void takesOverTheTopicOfAKafkaConnectCluster() {
        StateTopicProbe.compacted(log, TOPIC, 1);
        StateTopicProbe.write(
                log,
                TOPIC,
                "session-key={\"key\":\"c2VjcmV0\",\"algorithm\":\"HmacSHA256\",\"creation-timestamp\":1795425702960}",
                "connector-my-source={\"properties\":{\"connector.class\":\"S\",\"name\":\"my-source\"}}",
                "target-state-my-source={\"state\":\"PAUSED\",\"state.v2\":\"STOPPED\"}",
                "task-my-source-0={\"properties\":{\"task.class\":\"T\",\"n\":\"0\"}}",
                "task-my-source-1={\"properties\":{\"task.class\":\"T\",\"n\":\"1\"}}",
                "commit-my-source={\"tasks\":2}",
                "tasks-fencing-my-source={\"task-count\":2}",
                "connector-old={\"properties\":{\"connector.class\":\"O\"}}",
                "target-state-old={\"state\":\"PAUSED\"}",
                "connector-gone={\"properties\":{\"a\":\"b\"}}",
                "connector-gone=",
                "restart-connector-old={\"include-tasks\":true,\"only-failed\":false}",
                "logger-cluster-root={\"level\":\"DEBUG\"}");

        store.start();

        var snapshot = store.snapshot();
        assertThat(snapshot.configs().keySet()).containsExactly("my-source", "old");
        assertThat(snapshot.tasks("my-source"))
                .extracting(task -> task.get("n"))
                .containsExactly("0", "1");
        assertThat(snapshot.target("my-source")).isEqualTo(TargetState.STOPPED);
        assertThat(snapshot.target("old")).isEqualTo(TargetState.PAUSED);
        assertThat(snapshot.fencings()).containsEntry("my-source", 2);
        assertThat(snapshot.sessionKey()).isPresent();
        assertThat(snapshot.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void restoresEverythingAfterARestart() {
        store.start();
        store.putConnector("c", Map.of("k", "v"), Optional.empty());
        store.putTasks("c", List.of(Map.of("n", "0"), Map.of("n", "1")));
        store.putTarget("c", TargetState.PAUSED);
        var before = store.snapshot();
        store.close();

        store = new ConfigStore(log, TOPIC);
        store.start();

        assertThat(store.snapshot()).isEqualTo(before);
    }

    @Test
    void appliesTasksOnlyOnceTheyAreCommitted() {
        StateTopicProbe.compacted(log, TOPIC, 1);
        StateTopicProbe.write(log, TOPIC, "connector-c={\"properties\":{}}", "task-c-0={\"properties\":{\"n\":\"0\"}}");

        store.start();

        assertThat(store.snapshot().tasks("c")).isEmpty();
    }

    @Test
    void callsAConnectorInconsistentWhenATaskOfItsCommitIsMissing() {
        StateTopicProbe.compacted(log, TOPIC, 1);
        StateTopicProbe.write(
                log,
                TOPIC,
                "connector-c={\"properties\":{}}",
                "task-c-0={\"properties\":{\"n\":\"0\"}}",
                "task-c-2={\"properties\":{\"n\":\"2\"}}",
                "commit-c={\"tasks\":3}");

        store.start();

        assertThat(store.snapshot().isConsistent("c")).isFalse();
        assertThat(store.snapshot().tasks("c")).isEmpty();
    }

    @Test
    void ignoresLeftOverTasksBeyondTheCommittedCount() {
        StateTopicProbe.compacted(log, TOPIC, 1);
        StateTopicProbe.write(
                log,
                TOPIC,
                "task-c-1={\"properties\":{\"n\":\"stale\"}}",
                "task-c-0={\"properties\":{\"n\":\"0\"}}",
                "commit-c={\"tasks\":1}",
                "connector-c={\"properties\":{}}");

        store.start();

        assertThat(store.snapshot().tasks("c")).containsExactly(Map.of("n", "0"));
    }

    @Test
    void skipsRecordsThatItCannotRead() {
        StateTopicProbe.compacted(log, TOPIC, 1);
        StateTopicProbe.write(
                log,
                TOPIC,
                "connector-bad=not json",
                "task-x={\"properties\":{}}",
                "target-state-c={\"state\":\"DANCING\"}",
                "something-else={}",
                "connector-c={\"properties\":{\"k\":\"v\"}}");

        store.start();

        assertThat(store.snapshot().configs()).containsOnlyKeys("c");
    }

    @Test
    void readsATopicTheWorkerMadeOnlyWhenSomethingIsWritten() {
        store.start();
        assertThat(log.topics().list()).isEmpty();

        store.putTarget("c", TargetState.STARTED);

        var topic = log.topics().describe(TOPIC).orElseThrow();
        assertThat(topic.partitions()).hasSize(1);
        assertThat(topic.overrides()).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void refusesATopicThatIsNotCompacted() {
        log.topics().create(TOPIC, 1, Map.of("cleanup.policy", "delete"));

        assertThatThrownBy(store::start)
                .isInstanceOf(StateTopicException.class)
                .hasMessageContaining(TOPIC)
                .hasMessageContaining("config.storage.topic")
                .hasMessageContaining("cleanup.policy=compact");
    }

    @Test
    void refusesAConfigTopicOfSeveralPartitions() {
        StateTopicProbe.compacted(log, TOPIC, 2);

        assertThatThrownBy(store::start).hasMessageContaining("must have 1 partition(s), but has 2");
    }

    @Test
    void writesAgainAfterAWriteThatFailed() {
        store.start();
        log.faults().failNextAppend(new KafkaStorageException("disk full"));

        assertThatThrownBy(() -> store.putTarget("c", TargetState.PAUSED))
                .isInstanceOf(StateTopicException.class)
                .hasMessageContaining(TOPIC)
                .hasMessageContaining("disk full");
        store.putTarget("c", TargetState.STOPPED);

        assertThat(store.snapshot().target("c")).isEqualTo(TargetState.STOPPED);
    }
}
