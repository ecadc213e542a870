package io.leat.broker;

import static io.leat.broker.Batches.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.TransactionDriver.Versions;
import io.leat.broker.log.BrokenFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a disk that fails does to transactions of clients. */
@Timeout(60)
class TransactionFailureTest {
    private static final TopicPartition LEFT = new TopicPartition("left", 0);
    private static final TopicPartition RIGHT = new TopicPartition("right", 0);

    @TempDir
    Path folder;

    private final TestPorts ports = new TestPorts();
    private Broker broker;
    private TransactionDriver client;

    @BeforeEach
    void begin() {
        broker = Broker.open(BrokerConfig.of(folder, Map.of("log.journal.bytes", "0")), ports);
        broker.topics().create("left", 1, Map.of());
        broker.topics().create("right", 1, Map.of());
        client = new TransactionDriver(broker, "id", Versions.NEW);
        assertThat(client.init()).isEqualTo(Errors.NONE);
        assertThat(client.produce(LEFT, "value")).isEqualTo(Errors.NONE);
        assertThat(client.produce(RIGHT, "value")).isEqualTo(Errors.NONE);
    }

    private void restart() {
        broker.close();
        broker = Broker.open(BrokerConfig.of(folder, Map.of()));
        client = again();
    }

    private TransactionDriver again() {
        var again = new TransactionDriver(broker, "id", Versions.NEW);
        again.producerId = client.producerId;
        again.epoch = client.epoch;
        return again;
    }

    private void awaitCommitted(TopicPartition partition) {
        await().until(() -> committed(broker.partition(partition)).size() == 1);
        assertThat(committed(broker.partition(partition))).containsExactly("value");
    }

    @Test
    void letsTheClientAskAgainWhileTheDiskIsFull() {
        var before = ports.usableBytes.getAndSet(0);
        ports.nanos.addAndGet(60_000_000_000L);
        assertThat(client.end(true)).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
        ports.usableBytes.set(before);
        ports.nanos.addAndGet(60_000_000_000L);
        assertThat(client.end(true)).isEqualTo(Errors.NONE);
        awaitCommitted(LEFT);
        awaitCommitted(RIGHT);
        broker.close();
    }

    @Test
    void tellsThePartitionsThatWorkAndTheOthersAfterTheNextStart() {
        ports.disk.breakForces(path -> path.toString().contains("right-0"));
        assertThat(client.end(true)).isEqualTo(Errors.NONE);
        awaitCommitted(LEFT);
        restart();
        awaitCommitted(RIGHT);
        broker.close();
    }

    @Test
    void keepsToWhatIsStoredWhenADecisionCannotBe() {
        ports.disk.breakForces(path -> path.toString().contains("__transaction_state"));
        assertThat(client.end(true)).isEqualTo(Errors.NOT_COORDINATOR);
        assertThat(client.end(true)).isEqualTo(Errors.NOT_COORDINATOR);
        assertThat(client.produce(LEFT, "late")).isNotEqualTo(Errors.NONE);
        restart();
        assertThat(new TransactionDriver(broker, "id", Versions.NEW).init()).isEqualTo(Errors.NONE);
        await().until(() -> broker.partition(RIGHT).lastStableOffset()
                == broker.partition(RIGHT).logEndOffset());
        assertThat(committed(broker.partition(LEFT))).isEqualTo(committed(broker.partition(RIGHT)));
        broker.close();
    }

    @Test
    void goesOnWithoutARestartWhenTheStatesCanBeStoredAgain() {
        var states = broker.topics().describe("__transaction_state").orElseThrow();
        var used = IntStream.range(0, states.partitions())
                .mapToObj(partition -> broker.partition(new TopicPartition(states.name(), partition)))
                .filter(partition -> partition.logEndOffset() > 0)
                .findFirst()
                .orElseThrow();
        ports.disk.breakForces(path -> path.endsWith("probe.tmp"));
        BrokenFiles.under(used).leaveRoomFor(20);
        assertThat(client.end(true)).isIn(Errors.NOT_COORDINATOR, Errors.COORDINATOR_NOT_AVAILABLE);
        assertThat(client.end(true)).isIn(Errors.NOT_COORDINATOR, Errors.COORDINATOR_NOT_AVAILABLE);
        assertThat(committed(broker.partition(LEFT))).isEmpty();

        ports.disk.breakForces(path -> false);

        await().until(used::online);
        await().until(() -> client.end(true) == Errors.NONE);
        awaitCommitted(LEFT);
        awaitCommitted(RIGHT);
        restart();
        awaitCommitted(LEFT);
        awaitCommitted(RIGHT);
        broker.close();
    }
}
