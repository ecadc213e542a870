package io.leat.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.log.memory.MemoryLog;
import java.util.Optional;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusStoreTest {

    private static final String TOPIC = "connect-status";
    private static final ConnectorTaskId TASK = new ConnectorTaskId("src", 0);

    private final MemoryLog log = new MemoryLog();
    private StatusStore store = new StatusStore(log, TOPIC, 1);

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    @Test
    void writesTheFormatsOfKafkaConnect() {
        store.start();

        store.putConnector("src", status(ConnectorState.RUNNING, "w:8083", 1, Optional.empty()));
        store.putTask(TASK, status(ConnectorState.FAILED, "w:8083", 2, Optional.of("trace\n at x")));
        store.useTopic(TASK, "t.1", 1795425702960L);
        store.close();

        assertThat(StateTopicProbe.lines(log, TOPIC))
                .containsExactly(
                        "status-connector-src={\"state\":\"RUNNING\",\"trace\":null,\"worker_id\":\"w:8083\",\"generation\":1,"
                                + "\"version\":\"4.3.1\"}",
                        "status-task-src-0={\"state\":\"FAILED\",\"trace\":\"trace\\n at x\",\"worker_id\":\"w:8083\","
                                + "\"generation\":2,\"version\":\"4.3.1\"}",
                        "status-topic-t.1:connector-src={\"topic\":{\"name\":\"t.1\",\"connector\":\"src\",\"task\":0,"
                                + "\"discoverTimestamp\":1795425702960}}");
    }

    @Test
    void restoresStatusesAndTopicsAfterARestart() {
        store.start();
        store.putConnector("src", status(ConnectorState.PAUSED, "w:8083", 1, Optional.empty()));
        store.putTask(TASK, status(ConnectorState.FAILED, "w:8083", 2, Optional.of("trace")));
        store.useTopic(TASK, "t1", 1);
        store.close();

        store = new StatusStore(log, TOPIC, 1);
        store.start();

        assertThat(store.connector("src")).map(StatusRecord.Status::state).contains(ConnectorState.PAUSED);
        assertThat(store.task(TASK).flatMap(StatusRecord.Status::trace)).contains("trace");
        assertThat(store.topics("src")).containsExactly("t1");
    }

    @Test
    void readsWhatAStockWorkerWrote() {
        StateTopicProbe.compacted(log, TOPIC, 5);
        StateTopicProbe.write(
                log,
                TOPIC,
                "status-task-my-src-10={\"state\":\"RUNNING\",\"trace\":null,\"worker_id\":\"a:1\",\"generation\":3}",
                "status-task-my-src-10={\"state\":\"UNASSIGNED\",\"trace\":null,\"worker_id\":\"b:1\",\"generation\":3}",
                "status-connector-gone={\"state\":\"RUNNING\",\"trace\":null,\"worker_id\":\"a:1\",\"generation\":3}",
                "status-connector-gone=");

        store.start();

        assertThat(store.task(new ConnectorTaskId("my-src", 10)))
                .as("UNASSIGNED of the same generation does not hide RUNNING")
                .map(StatusRecord.Status::state)
                .contains(ConnectorState.RUNNING);
        assertThat(store.connector("gone")).isEmpty();
    }

    @Test
    void doesNotOverwriteTheStatusOfANewerWorker() {
        store.start();
        store.putTask(TASK, status(ConnectorState.RUNNING, "new:1", 5, Optional.empty()));

        store.putTask(TASK, status(ConnectorState.FAILED, "old:1", 4, Optional.empty()));

        assertThat(store.task(TASK)).map(StatusRecord.Status::state).contains(ConnectorState.RUNNING);
    }

    @Test
    void notesATopicOnceHoweverOftenItIsUsed() {
        store.start();

        for (var i = 0; i < 20; i++) {
            store.useTopic(TASK, "t1", i);
        }
        store.close();

        assertThat(StateTopicProbe.lines(log, TOPIC)).hasSize(1);
    }

    @Test
    void forgetsTopicsOnReset() {
        store.start();
        store.useTopic(TASK, "t1", 1);

        store.resetTopics("src");
        assertThat(store.topics("src")).isEmpty();
        store.useTopic(TASK, "t1", 2);

        assertThat(store.topics("src")).containsExactly("t1");
    }

    @Test
    void deletesAConnectorsStatusesWithNullValues() {
        store.start();
        store.putConnector("src", status(ConnectorState.RUNNING, "w:1", 1, Optional.empty()));
        store.putTask(TASK, status(ConnectorState.RUNNING, "w:1", 1, Optional.empty()));

        store.remove("src");

        assertThat(store.connector("src")).isEmpty();
        assertThat(store.tasks("src")).isEmpty();
        await().untilAsserted(() ->
                assertThat(StateTopicProbe.lines(log, TOPIC)).contains("status-connector-src=", "status-task-src-0="));
    }

    @Test
    void keepsStatusesInMemoryWhenTheTopicCannotBeWritten() {
        store.start();
        log.faults().failNextAppend(new KafkaStorageException("disk full"));

        store.putTask(TASK, status(ConnectorState.RUNNING, "w:1", 1, Optional.empty()));

        assertThat(store.task(TASK)).isPresent();
    }

    private static StatusRecord.Status status(
            ConnectorState state, String worker, int generation, Optional<String> trace) {
        return new StatusRecord.Status(state, trace, worker, generation, Optional.of("4.3.1"));
    }
}
