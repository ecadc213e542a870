package io.leat.broker;

import static io.leat.broker.Batches.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.TransactionDriver.Versions;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers to the requests of transactions, version by version. */
@Timeout(60)
class TransactionRequestsTest {
    private static final TopicPartition LEFT = new TopicPartition("left", 0);
    private static final TopicPartition RIGHT = new TopicPartition("right", 0);

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.open(config());
        broker.topics().create("left", 1, Map.of());
        broker.topics().create("right", 1, Map.of());
    }

    private BrokerConfig config() {
        return BrokerConfig.of(
                folder,
                Map.of(
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "50",
                        "transactional.id.expiration.ms", "200",
                        "transaction.remove.expired.transaction.cleanup.interval.ms", "50"));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private TransactionDriver driver(Versions versions) {
        return new TransactionDriver(broker, "id", versions);
    }

    private void awaitDecided(TopicPartition partition) {
        var log = broker.partition(partition);
        await().until(() -> log.lastStableOffset() == log.logEndOffset());
    }

    @Test
    void servesATransactionOfAnOldClient() {
        var client = driver(Versions.OLD);
        assertThat(client.init()).isEqualTo(Errors.NONE);
        for (var round = 0; round < 3; round++) {
            assertThat(client.add(LEFT, RIGHT)).isEqualTo(Errors.NONE);
            assertThat(client.addOffsets("group")).isEqualTo(Errors.NONE);
            assertThat(client.offsets("group", LEFT, round + 1)).isEqualTo(Errors.NONE);
            assertThat(client.end(round != 1)).isEqualTo(Errors.NONE);
            assertThat(client.epoch).isZero();
        }
        await().until(() -> broker.groups().fetch("group").get(LEFT).offset() == 3);
    }

    @Test
    void givesEachTransactionOfANewClientAnEpoch() {
        var client = driver(Versions.NEW);
        client.init();
        for (var round = 0; round < 3; round++) {
            assertThat(client.produce(LEFT, "value " + round)).isEqualTo(Errors.NONE);
            assertThat(client.offsets("group", LEFT, round + 1)).isEqualTo(Errors.NONE);
            assertThat(client.end(round != 1)).isEqualTo(Errors.NONE);
            assertThat(client.epoch).isEqualTo((short) (round + 1));
        }
        awaitDecided(LEFT);
        assertThat(committed(broker.partition(LEFT))).containsExactly("value 0", "value 2");
        await().until(() -> broker.groups().fetch("group").get(LEFT).offset() == 3);
    }

    @Test
    void takesNoRecordsOfAnOldClientForAPartitionThatItDidNotAdd() {
        var client = driver(Versions.OLD);
        client.init();
        client.add(LEFT);
        assertThat(client.produce(RIGHT, "stray")).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(client.produce(LEFT, "welcome")).isEqualTo(Errors.NONE);
        client.end(true);
        awaitDecided(LEFT);
        await().until(() -> client.produce(LEFT, "late") == Errors.INVALID_TXN_STATE);
        assertThat(committed(broker.partition(LEFT))).containsExactly("welcome");
    }

    @Test
    void takesNoOffsetsOfAnOldClientThatAddedNoGroup() {
        var client = driver(Versions.OLD);
        client.init();
        client.add(LEFT);
        assertThat(client.offsets("group", LEFT, 1)).isEqualTo(Errors.INVALID_TXN_STATE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void tellsAnOldClientThatIsFencedThatItsEpochIsWrong(int version) {
        assertThat(zombie(version).end(true)).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void tellsAClientThatIsFencedSo(int version) {
        assertThat(zombie(version).end(true)).isEqualTo(Errors.PRODUCER_FENCED);
    }

    private TransactionDriver zombie(int endVersion) {
        var zombie = driver(Versions.OLD.withEnd(endVersion));
        zombie.init();
        zombie.add(LEFT);
        assertThat(driver(Versions.NEW).init()).isEqualTo(Errors.NONE);
        return zombie;
    }

    @Test
    void refusesAnEndWithoutATransaction() {
        var client = driver(Versions.OLD);
        assertThat(client.end(true)).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        client.init();
        assertThat(client.end(true)).isEqualTo(Errors.INVALID_TXN_STATE);
        client.add(LEFT);
        client.producerId++;
        assertThat(client.end(true)).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        assertThat(client.add(LEFT)).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    @Test
    void refusesATimeoutThatIsTooLong() {
        assertThat(driver(Versions.NEW).init(900_001)).isEqualTo(Errors.INVALID_TRANSACTION_TIMEOUT);
        assertThat(driver(Versions.NEW).init(900_000)).isEqualTo(Errors.NONE);
    }

    @Test
    void refusesUnknownPartitionsTogetherWithTheOthers() {
        var client = driver(Versions.OLD);
        client.init();
        var unknown = new TopicPartition("left", 7);
        assertThat(client.add(unknown, LEFT)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(client.add(LEFT, unknown)).isEqualTo(Errors.OPERATION_NOT_ATTEMPTED);
    }

    @Test
    void forgetsATransactionalIdThatIsNotUsed() {
        var client = driver(Versions.OLD);
        client.init();
        var state = broker.partition(new TopicPartition(Topic.TRANSACTION_STATE_TOPIC_NAME, 0));
        var stored = new AtomicLong(state.logEndOffset());
        await().until(() -> state.logEndOffset() > stored.get());
        await().until(() -> client.add(LEFT) == Errors.INVALID_PRODUCER_ID_MAPPING);
        broker.close();
        broker = Broker.open(config());
        assertThat(driver(Versions.OLD).end(true)).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    @Test
    void letsNoMarkerIntoATopicThatIsReserved() {
        var driver = driver(Versions.NEW);
        driver.init();

        assertThat(driver.abortAsAdministrator(new TopicPartition("__transaction_state", 0)))
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(driver.abortAsAdministrator(LEFT)).isEqualTo(Errors.NONE);
    }

    @Test
    void makesNoTopicBeforeTheFirstTransactionalId() {
        assertThat(broker.topics().describe(Topic.TRANSACTION_STATE_TOPIC_NAME)).isEmpty();
        broker.producers().open("own").close();
        assertThat(broker.topics().describe(Topic.TRANSACTION_STATE_TOPIC_NAME)).isEmpty();
        driver(Versions.NEW).init();
        assertThat(broker.topics().describe(Topic.TRANSACTION_STATE_TOPIC_NAME)).isPresent();
    }
}
